import { SaxesParser } from 'saxes';
import { ReportFlaw } from './report.js';

/** An element of an XML document; `text` is its own, without that of its children. */
export interface XmlElement {
  name: string;
  /** Without a prototype. */
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  text: string;
}

const deepest = 50;

/**
 * A well-formed XML document as a tree. No document type: it is what entities are declared in that grow a line into a
 * gigabyte, or that stand for a file of this machine.
 * @throws ReportFlaw
 */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: false });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  const addText = (some: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += some;
  };
  parser.on('doctype', () => {
    throw new ReportFlaw('unparsable', 'It has a <!DOCTYPE>, which is not read: have it written without.');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: XmlElement = { name, attributes, children: [], text: '' };
    if (open.length >= deepest)
      throw new ReportFlaw('unparsable', `It is nested over ${deepest} deep, the most that is read.`);
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof ReportFlaw) throw error;
    throw new ReportFlaw('unparsable', `It is not XML: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (root === undefined) throw new ReportFlaw('unparsable', 'It holds no element.');
  return root;
}
