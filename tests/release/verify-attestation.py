"""A foreign reader of what gonogo signs: securesystemslib (pip install securesystemslib cryptography).

python verify-attestation.py <public key PEM> <envelope>...: exit 0 when it verifies every one.
"""
import hashlib, json, sys
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

pem, *files = sys.argv[1:]
public = load_pem_public_key(open(pem, 'rb').read())
key_id = hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()
key = SSlibKey.from_crypto(public, keyid=key_id)
bad = 0
for file in files:
    try:
        envelope = Envelope.from_dict(json.load(open(file)))
        envelope.verify([key], 1)
        statement = json.loads(envelope.payload)
        print('verified', file, statement['predicateType'], statement['subject'][0]['digest'])
    except Exception as error:
        bad += 1
        print('refused ', file, type(error).__name__, str(error)[:60])
sys.exit(bad > 0)
