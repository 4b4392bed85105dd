/** Common given names of many countries, lower case and without accents, from public statistics of first names. */
export const givenNames: ReadonlySet<string> = new Set(
  // English-speaking countries
  `james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven
  paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan
  stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose
  adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl
  dylan harold jordan jesse bryan lawrence arthur gabriel bruce logan billy joe alan juan elijah willie albert wayne randy
  vincent mason roy ralph bobby russell bradley philip eugene craig cody derek shane travis corey dustin troy chad luis carlos
  jimmy antonio edwin victor marcus curtis brent jared shawn johnny glenn martin ian hunter adrian erik seth cole evan trevor
  barry clifford lee micheal leslie duncan graham nigel gareth simon stuart clive geoffrey kieran liam owen callum damian declan
  mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly
  emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley
  emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet maria catherine heather diane olivia
  julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha
  madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace denise amber
  danielle brittany marilyn beverly diana natalie theresa kayla alexis doris lori tiffany melanie tammy kristin erin tracy
  courtney lindsay crystal dawn wendy kristen cassandra monica erica misty vanessa leah holly kathy gina jamie tina stacey
  stacy april jasmine alicia cindy robin kristina tonya jill shannon allison april bonnie brooke caitlin candice carla carrie
  claire colleen dana destiny ebony felicia gail gabrielle jane jenna jo joanna joanne jodi katie katelyn kelsey kendra krista
  lydia lynn mackenzie makayla marissa meghan mia miranda molly morgan paige rhonda rose sabrina shelby sheila sherri sierra
  summer susan sydney tamara tanya tara taylor toni veronica whitney yolanda yvonne zoe hazel lucy ellie chloe georgia bethany
  jade gemma leanne hayley kirsty abbie geraldine lorraine maureen hilary charlene georgina damien elliott lewis harry oliver
  ben luke max leon theo ada clara sofia noel charlotte amelia ava harper ella charlie oscar freddie archie alfie
  colin dean garry gordon howard hugh jay jeff joel josh kirk lance leonard lonnie luke malcolm marc mario mathew maurice
  melvin mitchell neil norman oscar phillip preston reginald ricardo rick rickey ricky rodney ronnie ross spencer stanley
  steve terrance theodore todd tom tommy tony tyrone vernon warren wesley zachary ivan jaime jorge julian manuel marvin miguel
  nathaniel omar pedro randall ricardo roberto rafael ruben sergio angel alejandro eduardo fernando francisco hector javier
  jesus jim jon micah ray seth ernest darrell darren darryl derrick devin devon dakota calvin cameron casey chris clayton
  blake brad brady brendan brett bryce caleb brandi bridget angelica anita annette ariel audrey autumn becky belinda beth
  bianca brandy breanna chelsea christie christy connie cristina dana darlene deanna debbie desiree dominique donna elaine
  ellen faith haley heidi isabel jacqueline jaclyn jeanette jeanne jenny joann jocelyn joy juanita kara karina karla kaitlyn
  katrina kaylee kerri kerry kim kristine latasha latoya laurie leslie linsey loretta lorri mallory marcia margaret maria marie
  marisa mercedes meredith mindy nichole nina norma patty peggy penny phyllis priscilla rachael raven rebekah regina renee
  roberta rosie ruby sally savannah sherry sonia sonya sue suzanne sylvia terri tabitha tracey traci tracie trisha valerie
  vicki vickie wanda marion terence hollie rosemary howard hugh jeremy joanne josephine abdul mohamed mohammad mohammed ahmed
  damian rhys ricky ross brenda billy bernard bruce carole dale frederick jake janice jasmine jayne jemma joel katy kate`
    .concat(
      // German
      ` hans klaus wolfgang jurgen dieter manfred uwe gunter gunther horst bernd helmut heinz gerhard werner rainer jorg stefan
  andreas matthias markus torsten thorsten sven jan lars jens ralf karl otto fritz friedrich wilhelm heinrich hermann ludwig
  konrad emil anton paul jonas lukas felix finn elias moritz niklas tobias florian sebastian dominik fabian philipp johannes
  georg josef franz alois rudolf ernst kurt erwin walter hubert herbert siegfried reinhard volker holger detlef eckhard ulrich
  ursula monika petra sabine renate helga karin brigitte ingrid erika gisela christa elke gabriele gabi anke antje heike silke
  anja katrin kathrin kerstin birgit barbel marianne hannelore hildegard gertrud irmgard elfriede ilse inge ute jutta doris
  cornelia susanne claudia sonja tanja nadine stefanie katharina johanna lena lea leonie marie mia hanna greta frieda ida
  mathilda franziska theresa magdalena elisabeth annemarie rosemarie waltraud edeltraud gerda hedwig olga emma mara ines
  deniz fatima ilona liesel mirjana galina ljubica dunja slobodan zdenko milica boris igor waldemar eugen dimitri niels henning
  hartmut wilfried egon eberhard burkhard gotz arno falk ingo kay kai olaf rolf roland wulf thilo till timo tim uta wilma
  wiebke ulrike trude swantje svenja steffen sigrid sieglinde rosel rosina reinhold pauline nikolaus mechthild marlen marlene
  margarete margot luise lothar lieselotte kunigunde kornelia jolanta jakob isolde irina irene hiltrud henriette henryk heiner
  hanno hans-peter hans-jurgen gustav gottfried gerlinde fritz francesco filiz evelin ewald enrico elvira ellen dorothea dietmar
  dagmar cathrin caterina britta birgitt bettina benno beate axel arnold antonia anneliese annette annegret angelika alwin albrecht
  adelheid ahmet ali aysel fatma hasan hatice hulya ibrahim kemal mehmet mustafa murat osman zeynep ayse emine elif
  jannik linus leopold maximilian samuel simon raphael valentin benedikt marlies mathias rene pascal patrick oskar`,
      // French
      ` jean pierre michel andre philippe rene louis alain jacques bernard marcel daniel roger robert paul claude christian henri
  georges nicolas francois guy laurent christophe eric frederic olivier sebastien julien thierry gilles stephane vincent
  antoine guillaume maxime alexandre benjamin thibault theophile tristan xavier yves zacharie william victor timothee theodore
  simon roland raymond patrick noel nathaniel maurice matthieu mathieu marc luc lucas leon jules joseph jerome gregoire gerard
  gabriel gilbert franck etienne emmanuel emile eugene edouard denis david clement charles benoit augustin auguste arthur armand
  aime alphonse alfred adrien adele agathe agnes aimee alexandria alice alix amelie anais andree anne anouk antoinette arnaude astrid
  audrey aurelie aurore bernadette brigitte capucine camille caroline catherine cecile celine celina chantal charlotte
  christelle christiane christine claire claudine colette constance corinne danielle denise diane dominique dorothee edith
  eleonore elise elodie emilie emmanuelle estelle eugenie francoise frederique gabrielle genevieve helene henriette hortense
  ines isabelle jacqueline jeanne jeannine josephine josette juliette laetitia laure laurence lorraine louise luce lucie
  lucy madeleine manon marcelle margaux margot marguerite marianne marie marine marthe martine martin mathilde maryse michele
  michelle monique nathalie nicole noemi noemie odette odile oceane olivie patricia paulette pauline penelope philippine
  raymonde renee roger sabine sophie stephanie susan suzanne sylvie therese thierry valentine valerie veronique victoire virginie
  yvette zoe pascale pascal remy susanne susan josselin gaston hugues honore tanguy`,
      // Spanish and Portuguese
      ` jose antonio manuel francisco juan david javier daniel carlos jesus alejandro miguel rafael pedro pablo angel sergio
  fernando luis jorge alberto alvaro diego adrian raul ivan enrique ramon vicente andres oscar joaquin santiago eduardo victor
  mario roberto jaime ignacio marcos salvador julian agustin julio gonzalo martin felipe emilio tomas nicolas hugo lucas mateo
  maria carmen ana isabel dolores pilar josefa teresa rosa cristina angeles laura antonia elena marta francisca lucia mercedes
  luisa concepcion rosario juana raquel sara paula manuela eva beatriz jesus patricia victoria belen encarnacion rocio ines
  catalina esther andrea nuria margarita inmaculada sonia silvia susana yolanda alba irene monica montserrat sandra angela
  amparo celia noelia consuelo gloria claudia adela aurora alicia leticia lorena natalia noemi olga trinidad vanesa virginia
  ximena valentina jimena emiliana eusebio fabian eloy dani cayetano chus leocadia ligia macarena nacho perlita reyna odalys
  amaya aitor iker xavier jordi marc pau oriol arnau berta mireia gerardo guadalupe hernan horacio leonardo lisandro lourdes
  mauricio maximino nando octavio pascual plinio rufino ruth sancho teodoro tecla ursula wilfredo zaida zoraida modesto
  joao jose carlos paulo lucas gustavo felipe guilherme rodrigo thiago bruno leonardo matheus vinicius henrique caio enzo davi
  arthur bernardo heitor lorenzo theo miguel samuel pietro isaac benicio anthony joaquim cauã caua benjamin kaique otavio luan
  vitor nicolas murilo ryan yuri igor danilo diogo calebe pedro-henrique juliana fernanda adriana patricia aline camila amanda
  bruna jessica leticia julia gabriela larissa vitoria luiza luana rafaela beatriz mariana isabela isabelly lavinia lara
  manuela melissa milena nicole olivia pietra rebeca sabrina sarah sophia sofia stella stephany valentina yasmin alana alice
  alicia agatha ana-julia ana-laura ana-livia bianca carolina catarina cecilia clara clarice eloa elisa emanuella emanuelly
  esther evelyn eduarda fernanda heloisa isabel joana kamilly laura laís lais livia liz lorena luna maite maria-eduarda maria-luiza
  maria-clara mirella marina natalia nina raquel rafael raul renan rodrigo thales thomas vicente augusto antony asafe brayan bryan
  cauê caue daniel dom emanuel erick fernando francisco gael giovanna isadora allana ayla aurora apollo joaquim levi mathias
  martim noah oliver ravi yago zoe rael natalia tiago duarte goncalo afonso dinis salvador ines matilde leonor mafalda`,
    )
    .concat(
      // Italian
      ` giuseppe giovanni antonio mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno paolo
  michele giorgio aldo sergio luciano andrea marco luca matteo lorenzo alessandro davide riccardo gabriele tommaso edoardo
  federico simone nicola stefano roberto alberto fabio massimo daniele emanuele enrico filippo giacomo gianni leonardo mattia
  raffaele rocco ruggero silvio ugo umberto valerio vittorio anna giuseppina rosa angela giovanna teresa lucia carmela
  caterina francesca antonietta carla elena concetta rita margherita franca paola laura giulia chiara sara martina valentina
  alessia federica elisa silvia giorgia alice beatrice camilla ginevra greta ludovica aurora sofia vittoria arianna bianca
  gaia noemi rebecca serena simona stefania tiziana ornella graziella gioacchino fabrizio flavio fiorenzo ettore eugenio dino
  dante cesare calogero benedetto adriano achille agnolo alderano alphons amalia amedeo amico annibale armando arnaldo arnulfo
  augusto azeglio baccio bartolomeo biagio cirillo coluccio cristina donatella donna durante elmo ermanno evangelista
  fedele fiamma filippa fulvio galasso gastone gelsomina germana gianfranco giampiero giancarlo gianluca gianluigi gianmarco
  gino giosue girolamo goffredo graziano guglielmo guido gustavo ignazio ilaria imelda isa ivan jacopo lamberto lando lara
  lazzaro letizia liana lidia liliana lina lisa livia loredana loretta luchino luigina maria marina marisa martino maurizio
  melina melissa mercedes micheletto milo mirco monica napoleone natalia nicoletta nicolo nina olga oreste orlando osvaldo
  ottavio pasquale patrizia piero pierpaolo pina pompeo puccio raffaella raimondo ramona renata renzo rodolfo romana romeo
  rosalia rosaria rosina sabatino sandra sante saverio silvestro sonia stella susanna tina tonino torquato uberto valeria
  vanessa veronica virginia vito viviana zaira`,
      // Polish, Czech
      ` jan andrzej piotr krzysztof stanislaw tomasz pawel jozef marcin marek michal grzegorz jerzy tadeusz adam lukasz
  zbigniew ryszard dariusz henryk mariusz kazimierz wojciech robert mateusz marian rafal jacek janusz miroslaw maciej slawomir
  jaroslaw kamil wieslaw roman wladyslaw jakub artur zdzislaw edward mieczyslaw damian dawid przemyslaw sebastian czeslaw leszek
  daniel waldemar szymon bartosz filip mikolaj antoni kacper nikodem oliwier ksawery konstanty kajetan gustaw fryderyk ernest
  eryk dominik blazej borys bruno cezary cyprian aleks alan albert aniela anna maria katarzyna malgorzata agnieszka krystyna
  barbara ewa elzbieta zofia janina teresa joanna magdalena monika jadwiga danuta irena halina helena beata aleksandra marta
  dorota marianna grazyna jolanta stanislawa iwona karolina bozena urszula justyna renata alicja paulina sylwia natalia wanda
  agata aneta izabela ewelina marzena wieslawa genowefa patrycja kazimiera edyta stefania dagmara roza sandra sara tola weronika
  zuzanna hanna julia lena maja oliwia nicole nataniel melania liwia lidia kornelia klara kalina kaja julita inga ida gaja
  elwira eliza blanka bianka apolonia anita angelika ada adrianna jeremi jedrzej ignacy igor hubert franciszek fabian maks
  maurycy leonard leon kuba krystian konrad kamila juliusz julian norbert olaf olgierd oskar rozalia tymon tymoteusz wiktor witold
  josef jiri petr pavel martin jaroslav miroslav zdenek vaclav karel milan frantisek jana eva hana lenka katerina lucie vera
  alena petra veronika jaroslava tereza martina michaela jitka helena ludmila zdenka ivana monika eliska zuzana marcela dagmar`,
      // Dutch
      ` jan johannes cornelis hendrik willem pieter gerrit jacobus dirk bram daan sem thijs sven lars jeroen bas joost koen maarten
  martijn niels ruben sander stijn tijn wouter luuk mees milan finn jesse thomas tim tom ties teun siem sam roan pim olivier
  noud niek morris mohamed mick mats lucas luca levi jurre julian joris jort job jens jayden jasper jason ivan hugo guus gijs
  floris dylan dean david cas boaz ayoub aiden adam abel johanna cornelia hendrika wilhelmina elisabeth anneke marijke ingrid
  marieke femke sanne lotte fleur anouk evi eva emma esmee elin elif fenna fenne floor iris isa isabel isabella jasmijn jill
  julie juul lana lara lauren lieke lina lisa lisanne liv liz lizzy lola lynn maartje maja maria maud merel mila milou naomi nina
  noor nora norah nova puck rosa rosalie roos saar sara sarah senna sofie sophie suus suze sylvie tess tessa veerle vera yara yfke
  yasmin zoe amy amber amira anna benthe bo britt cato charlotte dewi feline hailey hanna indy ise ivy jade mirthe aaliyah`,
      // Nordic
      ` lars anders johan per erik karl nils mikael hans peter jan gunnar bengt bo goran ake leif stig magnus mats ulf bjorn
  fredrik henrik jonas mattias marcus oskar viktor emil axel elias hugo liam lucas oliver alexander gustav ludvig filip isak
  anna eva maria karin kristina lena kerstin ingrid marie margareta birgitta elisabeth inger susanne annika ulla gunilla
  monica marianne sofia linnea emma johanna hanna malin jenny ida elin sara amanda agneta britt barbro berit siv gun gunnel
  astrid alice maja ebba wilma ella saga elsa julia moa tilda kalle rolf roland sten sture torbjorn tommy thomas sven robert
  rickard roger stefan simon patrik olof niklas mohamed linda kjell katarina irene helen gerd gunborg elisabet christina
  christer carl berndt arne anette ann-marie anneli amalia ali
  juha timo matti kari mikko jari antti jukka mika markku pekka hannu heikki seppo janne sami ville marko petri lauri jani teemu
  harri jorma raimo erkki pertti juho tuomas esa tommi veli risto arto eero olli tuula anne paivi anna ritva leena pirjo
  sari minna marja tiina riitta tarja pirkko seija eija merja anja heidi anneli eila hanna helena irja jaana johanna kaarina
  kaija katja kirsi laura liisa maija mari marika mirja mervi outi raija satu sirpa sinikka susanna tarja terttu ulla vuokko aino
  eeva elina emilia helmi hilkka inkeri irma janna jenni johannes juhani kalevi kalle kimmo kyllikki kyosti lasse leo lea maarit
  maria marjatta marjo martti mauri mikael olavi oskari otto paavo pasi pauli pentti reijo reino saara sanna simo sinikka sirkka
  sofia sofi taina tapani tapio tauno tero toni topi tuomo tuukka urho urpo valtteri veikko vilho ville voitto yrjo
  rasmus mads soren jorgen niels christian ole kirsten mette hanne helle lone camilla kjetil havard sigurd torbjorn`,
      // India, Japan, China, Korea, Turkey, Arabic
      ` aarav vivaan aditya vihaan arjun sai reyansh ayaan krishna ishaan shaurya atharv advik pranav rohan rahul amit sanjay
  rajesh suresh ramesh mahesh vijay ajay anil sunil rakesh mukesh deepak manoj ashok vinod ravi raj kiran kumar arun varun karan
  ananya diya saanvi aadhya pari anika navya myra aanya priya pooja neha anjali sunita anita kavita rekha geeta meena lakshmi
  divya shreya nisha ritu sneha swati shanaya kiara samaira ira riya zara aarush dhruv kabir yash veer vedant ved urvi tara
  hiro keiko rin yuki haruto sota yuto haruki ryota kenji takashi hiroshi satoshi akira kenta daisuke naoki takuya tsubasa
  yosuke shohei kazuya sakura yui hina aoi mei yoko akiko tomoko naoko kumiko mayumi miki chiyo kana momoko manabu minoru osamu
  wei fang na min jing li qiang lei jun yang yong jie juan tao ming chao xiuying gang ping guiying hui ying hong xiaoming
  ji-hoon min-jun seo-jun ji-woo seo-yeon soo-jin hyun-woo young-ho eun-ji minho jisoo seojun
  mehmet mustafa ahmet ali huseyin hasan ibrahim ismail osman yusuf murat omer ramazan halil fatma ayse emine hatice zeynep elif
  mohammed ahmed mahmoud omar youssef khaled hassan hussein abdullah karim tariq layla nour yasmin aisha khadija mariam salma`,
    )
    .split(/\s+/),
);
