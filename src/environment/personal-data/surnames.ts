/** Common surnames of many countries, lower case and without accents, from public statistics; Japan, China, Korea by sign. */
export const surnames: ReadonlySet<string> = new Set(
  // English-speaking countries
  `smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas
  taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright
  scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans
  turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson
  bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price
  alvarez castillo sanders patel myers long ross foster jimenez powell jenkins perry russell sullivan bell coleman butler
  henderson barnes gonzales fisher vasquez simmons romero jordan patterson alexander hamilton graham reynolds griffin wallace
  moreno west cole hayes bryant herrera gibson ellis tran medina aguilar stevens murray ford castro marshall owens harrison
  fernandez mcdonald woods washington kennedy wells vargas henry chen freeman webb tucker guzman burns crawford olson simpson
  porter hunter gordon mendez silva shaw snyder mason dixon munoz hunt hicks holmes palmer wagner black robertson boyd rose stone
  salazar fox warren mills meyer rice schmidt garza daniels ferguson nichols stephens soto weaver ryan gardner payne grant dunn
  kelley spencer hawkins arnold pierce hansen peters santos hart bradley knight elliott cunningham duncan armstrong hudson carroll
  lane riley andrews alvarado ray delgado berry perkins hoffman johnston matthews pena richards contreras willis carpenter
  lawrence sandoval guerrero george chapman rios estrada ortega watkins greene nunez wheeler valdez harper burke larson santiago
  maldonado morrison franklin carlson austin dominguez carr lawson jacobs obrien lynch singh vega bishop montgomery oliver jensen
  harvey williamson gilbert dean sims espinoza howell li wong reid hanson mccoy garrett burton fuller wang weber welch rojas
  lucas marquez fields park yang little banks padilla day walsh bowman schultz luna fowler mejia davidson acosta brewer may holland
  juarez newman pearson curtis cortez douglas schneider joseph barrett navarro figueroa keller avila wade molina stanley hopkins
  campos barnett bates chambers caldwell beck lambert miranda byrd craig ayala lowe frazier powers neal leonard gregory carrillo
  sutton fleming rhodes shelton schwartz norris jennings rios watts duran walters cohen mcdaniel moran parks steele vaughn becker
  holt deleon barker terry hale leon benson haynes horton miles lyons pham graves bush thornton wolfe warner cabrera mckinney
  mann zimmerman dawson lara fletcher page mccarthy love robles cervantes solis erickson reeves chang klein salinas fuentes
  baldwin daniel simon velasquez hardy higgins aguirre lin cummings chandler sharp barber bowen ochoa dennis robbins liu ramsey
  francis griffith paul blair oconnor cardenas pacheco cross calderon quinn moss swanson chan rivas khan rodgers serrano fitzgerald
  rosales stevenson christensen manning gill curry mclaughlin harmon mcgee gross doyle garner newton burgess reese walton blake
  trujillo adkins brady goodman roman webster goodwin fischer huang potter delacruz montoya todd wu hines mullins castaneda malone
  cannon tate mack sherman hubbard hodges zhang guerra wolf valencia saunders franco rowe gallagher farmer hammond hampton
  townsend ingram wise gallegos clarke barton schroeder maxwell waters logan camacho strickland norman colon parsons frank
  harrington glover osborne buchanan casey floyd patton ibarra ball tyler suarez bowers orozco salas cobb gibbs andrade bauer
  conner moody escobar mcguire lloyd mueller hartman french kramer mcbride pope lindsey velazquez norton mccormick sparks flynn
  yates hogan marsh macias villanueva zamora pratt stokes owen ballard lang brock villarreal charles drake barrera cain patrick
  pineda burnett mercado santana shepherd bautista ali shaffer lamb trevino mckenzie hess beil olsen cochran morton nash wilkins
  whitehead kirby stephenson begum ahmed hussain dunn iqbal akhtar barlow bibi birch bolton briggs bull burrows byrne cartwright
  davey davies dickinson dobson farrell finch gough hilton hancock heath hobbs hooper howarth humphries hurst hyde jarvis kaur
  kirk lees lord metcalfe middleton naylor nolan norris oneill pickering poole pollard pritchard pugh randall read rees sheppard
  slater smart steele storey swift talbot thorpe tomlinson vincent walsh wall waller weston wilkinson winter woodward wyatt`
    .concat(
      // German
      ` muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer koch bauer richter klein wolf schroder
  neumann schwarz zimmermann braun kruger hofmann hartmann lange schmitt werner schmitz krause meier lehmann schmid schulze maier
  kohler herrmann konig walter mayer huber kaiser fuchs peters lang scholz moller weiss jung hahn schubert vogel friedrich keller
  gunther frank berger winkler roth beck lorenz baumann franke albrecht schuster simon ludwig bohm winter kraus martin schumacher
  kramer vogt stein jager otto sommer gross seidel heinrich brandt haas schreiber graf schulte dietrich ziegler kuhn kuhne pohl
  engel horn busch bergmann thomas voigt sauer arnold wolff pfeiffer abend birk castell dorn ekholm falk gruen ivers jansen lund
  morrow oster pell quist rowan thorne ude voss wieland geisler gertz jockel hande butte bohnbach adler beier trub trubin henck
  hovel kallert kabus kade rosemann rudolph scheel schleich seifert stahr steinberg stiebitz stroh tlustek thies textor ullrich
  weinhage weimer wernecke wesack wirth wohlgemut wulff zirme zorbach gruber steiner moser pichler hofer leitner bauer egger
  wimmer auer binder lechner wallner aigner ebner koller lehner haas schuster kaufmann brunner mayr reiter eder
  muellner meister mohaupt mitschke linke junitz jopich jahn hornich holzapfel hering hermann heser hethur heintze gutknecht gude
  gorlitz gehringer girschner fliegner finke ernst eigenwillig eberth dussen drub dowerg dorr dippel davids christoph carsten caspar
  briemer boucsein bolander blumel bloch biggen bender benthin beyer barth bahner anders atzler austermuhle ackermann`,
      // French
      ` martin bernard thomas petit robert richard durand dubois moreau laurent simon michel lefebvre leroy roux david bertrand
  morel fournier girard bonnet dupont lambert fontaine rousseau vincent muller lefevre faure andre mercier blanc guerin boyer
  garnier chevalier francois legrand gauthier garcia perrin robin clement morin nicolas henry roussel mathieu gautier masson
  marchand duval denis dumont marie lemaire noel meyer dufour meunier brun blanchard giraud joly riviere lucas brunet gaillard
  barbier arnaud martinez gerard roche renard schmitt roy leroux colin vidal caron picard roger fabre aubert lemoine renaud
  dumas lacroix olivier philippe bourgeois pierre benoit rey leclerc payet rolland leclercq guillaume lecomte lopez jean dupuy
  guillot hubert berger carpentier sanchez dupuis moulin louis deschamps huet vasseur perez boucher fleury royer klein jacquet
  adam paris poirier marty aubry guyot carre charles renault charpentier menard maillard baron bertin bailly herve schneider
  fernandez le collet leger bouvier julien prevost millet perrot daniel cousin germain breton besson langlois remy le-goff
  pelletier leveque perrier leblanc barre lebrun marchal weber mallet hamon boulanger jacob monnier michaud rodriguez guichard
  gillet etienne grondin poulain tessier chevallier collin chauvin bouchet gay lemaitre benard marechal humbert reynaud antoine
  hoarau perret barthelemy cordier pichon lejeune gilbert lamy delaunay pasquier carlier laporte`,
      // Spanish and Portuguese
      ` garcia rodriguez gonzalez fernandez lopez martinez sanchez perez gomez martin jimenez ruiz hernandez diaz moreno munoz
  alvarez romero alonso gutierrez navarro torres dominguez vazquez ramos gil ramirez serrano blanco molina morales suarez ortega
  delgado castro ortiz rubio marin sanz nunez iglesias medina garrido cortes castillo santos lozano guerrero cano prieto mendez
  cruz calvo gallego vidal leon marquez herrera pena flores cabrera campos vega fuentes carrasco diez reyes caballero nieto
  aguilar pascual santana herrero lorenzo montero hidalgo gimenez ibanez ferrer duran santiago benitez mora vicente vargas arias
  carmona crespo roman pastor soto saez velasco moya soler parra esteban bravo gallardo rojas
  silva santos oliveira souza sousa rodrigues ferreira alves pereira lima gomes costa ribeiro martins carvalho almeida lopes
  soares fernandes vieira barbosa rocha dias nascimento andrade moreira nunes marques machado mendes freitas cardoso ramos
  goncalves santana teixeira araujo pinto correia cavalcanti monteiro moura castro campos cunha fogaca jesus mota moraes melo
  novaes nogueira peixoto pires porto rezende sales viana aragao azevedo barros borges caldeira cassiano cirino duarte farias
  garcia guerra leao macedo montenegro pacheco paiva pimenta sampaio siqueira vargas camargo cavalcante brito camara casa-grande`,
      // Italian
      ` rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti luca mancini costa giordano rizzo
  lombardi moretti barbieri fontana santoro mariani rinaldi caruso ferrara galli martini leone longo gentile martinelli vitale
  lombardo serra coppola santis dangelo marchetti parisi villa conte ferraro ferri fabbri bianco marini grasso valentini messina
  sala gatti pellegrini palumbo sanna farina rizzi monti cattaneo morelli amato silvestri mazza testa grassi pellegrino carbone
  giuliani benedetti barone rosa guerra martino donati bernardi bellini battaglia orlando ferretti montanari basile rossetti ruggiero
  de-luca caputo valentino sartori negri pagano neri marchi bruni gatti fiore piras riva donati
  borroni bragadin callegari camanni castelli chindamo cundari dallapé dossi endrizzi falier filogamo foscari gozzi iannelli jovinelli
  lollobrigida lussu magnani malipiero morosini offredi ossani paltrinieri pausini pavone pininfarina pizzetti querini scotti sgalambro
  sismondi tacchini trapanese udinesi vecoli venditti viviani zacco zichichi zoppetti zola`,
      // Polish, Czech
      ` nowak kowalski kowalska wisniewski wisniewska wojcik kowalczyk kaminski kaminska lewandowski lewandowska zielinski zielinska
  szymanski szymanska wozniak dabrowski dabrowska kozlowski kozlowska jankowski jankowska mazur wojciechowski wojciechowska
  kwiatkowski kwiatkowska krawczyk kaczmarek piotrowski piotrowska grabowski grabowska zajac pawlowski pawlowska michalski
  michalska krol wieczorek jablonski jablonska wrobel nowakowski nowakowska majewski majewska olszewski olszewska stepien malinowski
  malinowska jaworski jaworska adamczyk dudek nowicki nowicka pawlak gorski gorska witkowski witkowska walczak sikora baran
  rutkowski rutkowska michalak szewczyk ostrowski ostrowska tomaszewski tomaszewska pietrzak zalewski zalewska wroblewski marciniak
  jasinski zawadzki bak jakubowski sadowski duda chmielewski wlodarczyk borkowski czarnecki sawicki sokolowski urbanski kubiak
  novak novakova svoboda svobodova novotny novotna dvorak dvorakova cerny cerna prochazka kucera vesely horak nemec pokorny marek
  pospisil hajek kral jelinek ruzicka benes fiala sedlacek dolezal zeman kolar krejci`,
      // Dutch
      ` jong jansen janssen bakker visser smit meijer boer mulder groot bos vos peters hendriks leeuwen dekker brouwer dijk wit
  dijkstra smits graaf meer linden kok jacobs haan vermeulen heuvel veen broek bruijn schouten beek willems vliet hoekstra
  maas verhoeven koster prins berg vries huisman peeters kuiper dam kuijpers veenstra bosch post jonge hermans wal gerritsen
  vink scholten bosman wolters postma verbeek willemsen evers kramer kuipers molenaar verhoef timmermans groen ven gerrits bree
  maes mertens claes goossens wouters dubois lambert dupont aerts desmet lemmens michiels`,
      // Nordic
      ` andersson johansson karlsson nilsson eriksson larsson olsson persson svensson gustafsson pettersson jonsson jansson hansson
  bengtsson jonasson lindberg jakobsson magnusson olofsson lindstrom lindqvist lindgren axelsson berg bergstrom lundberg lind
  lundgren lundqvist mattsson berglund fredriksson sandberg henriksson forsberg sjoberg wallin engstrom eklund danielsson lundin
  hakansson bjork bergman gunnarsson holm wikstrom samuelsson isaksson fransson bergqvist nystrom holmberg arvidsson lofgren
  soderberg nyberg blomqvist claesson nordstrom martensson lundstrom
  korhonen virtanen makinen nieminen makela hamalainen laine heikkinen koskinen jarvinen lehtonen lehtinen saarinen salminen
  heinonen niemi heikkila kinnunen salonen turunen salo laitinen tuominen rantanen karjalainen jokinen mattila savolainen lahtinen
  ahonen ojala leppanen hiltunen vaisanen leinonen miettinen kallio pitkanen aaltonen manninen koivisto hakala anttila laaksonen
  rasanen hirvonen lehto laakso toivonen mustonen rantala nurmi aalto peltonen seppala moilanen seppanen kettunen hanninen
  peltola partanen kemppainen koskela lappalainen vainio salmi kauppinen huttunen tikkanen pulkkinen
  hansen johansen olsen larsen andersen pedersen nielsen jensen kristiansen christensen rasmussen sorensen petersen madsen moller
  johnsen eriksen`,
    )
    .concat(
      // India, Japan, China, Korea, Turkey
      ` sharma verma gupta singh kumar patel shah mehta reddy rao nair iyer iyengar menon pillai joshi desai jain agarwal aggarwal
  bansal kapoor khanna malhotra chopra bhatia sethi kaur gill dhillon sandhu das bose ghosh mukherjee banerjee chatterjee sen dutta
  mishra tiwari pandey dubey trivedi chaudhary yadav naidu hegde kulkarni deshmukh patil khan ahmed ansari sheikh
  hayama kimura nakata sato suzuki takahashi tanaka ito watanabe yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi
  matsumoto inoue hayashi shimizu saito yamazaki mori abe ikeda hashimoto ishikawa ogawa okada hasegawa goto
  wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin guo ma liang kim lee park choi jung kang cho yoon jang lim
  yilmaz kaya demir celik sahin yildiz yildirim ozturk aydin ozdemir arslan dogan kilic aslan cetin kara koc kurt ozkan simsek
  佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々 山口 松本 井上 木村 斎藤 清水 山崎 阿部 池田 橋本 石川 小川 前田 岡田 後藤 近藤
  村上 青木 坂本 遠藤 藤井 西村 福田 太田 三浦 藤原 岡本 松田 中川 中島 原田 小野 田村 竹内 金子 和田 中山 石井 上田 森田 柴田 酒井 工藤 横山
  宮崎 宮本 内田 高木 谷口 安藤 丸山 今井 高田 藤田 武田 村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 野口 渡部 笠原 若松 江古 津田 浜田 廣川 桐山
  王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚
  卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严 武 戴 莫 孔 向 汤
  김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양 손 배 백 허 유 남 심 노 하 곽 성 차 주 우 구 민 진 지 엄 채 원 천 방 공 현`,
    )
    .split(/\s+/),
);
