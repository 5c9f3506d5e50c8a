/**
 * Everyday English words of four letters and more that are not typos, so that spelling correction leaves them alone.
 * Short on purpose: it need hold only words that a customer may well write and that lie near a shop's own words.
 */
const COMMON = new Set(
  `
  able about above accept across actual actually address admit adult affect afraid after again against aged agent agree
  ahead allow almost alone along already also although always among amount angry animal another answer anybody anyone
  anything anyway appear apple apply april area argue arms army around arrive artist asked asking atlas attack august aunt
  avoid awake award aware away baby back bacon badly bake baked baker baking balance ball banana band bank barber barely
  base basic basket bath beach bean bear beard beat beautiful became because become been beer before began begin behind
  being believe bell belong below belt bench bend beside best better between beyond bill bird birth birthday bitter black
  blame blank blind block blood blow blue board boat body boil bold bone bones book boot border bored born borrow boss both
  bother bottle bottom bought bowl brain brand brave bread break breakfast breath brick bride bridge brief bright bring
  british broad broke brother brought brown brush build built burn burst business busy butter button cake calm came camera
  camp cancer candle candy cannot capital care careful carry case cash castle catch cause cave center central century
  certain chair chance change channel charge chase cheap cheese chest chicken chief child children chip choice choose
  church circle city civil claim class clean clear clever climb close cloth cloud club coach coal coast coat code coffee
  coin cold college color come comfort comment common company computer concert consider contact content control cook cool
  copy corn corner correct cost cotton could count country couple courage course court cousin cover crazy cream create
  crime cross crowd crown cruel cure curl current curve custom cute daily damage dance danger dare dark date daughter dead
  deal dear death debate debt decide deep deer degree deliver demand deny depend desert design desk detail devil diet
  differ dinner direct dirt dirty dish doctor does door double doubt down drag drama draw dream dress drink drive driver
  drop dust duty each eager early earn earth east easy edge effect egg eight either elect else empty energy engine england
  enjoy enough enter entire equal escape europe even evening event ever every everyone everything evil exact exam example
  except excited exist expect expert explain express extra face fact fail faint fair faith fall false family famous fancy
  farm farmer fast father fault favor fear feed feel feeling feet fell fellow felt fence fever field fifty fight figure
  fill film final find fine finger finish fire first fish five flag flame flat flesh flew flight float flood floor flour
  flower flown follow food fool foot football force foreign forest forever forget forgive fork form forth fortune forty
  forward found four frame france free freedom french fresh friend from front fruit full funny future gain game garden
  gate gather gave general gentle german ghost giant gift girl give given glad glass glory goal goat gold gone good
  goodbye grace grade grain grand grant grass grave gray great greece greek green grew grey ground group grow guard guess
  guest guide guilty guitar habit hair half hall hand hang happen happy hard hardly harm hate have head health hear heart
  heat heaven heavy height held hell hello help here hero hers hidden hide high hill hire history hold hole holiday holy
  home honest honey hope horse hospital host hotel hour house however huge human hundred hungry hunt hurry hurt husband
  idea ideal image imagine inch income indeed inside instead interest into invent invite iron island itself jacket jail
  january japan join joke joy judge juice july jump june jury just keen keep kept kick kids kill kind king kingdom kiss
  kitchen knee knew knife knock know known labor lack lady lake lamp land language large last late later laugh launch law
  lawyer lead leader leaf learn least leather leave left legal lemon lend length less lesson letter level library lie life
  lift light like likely limit line lion list listen little live lively liver loan local london lonely long look loose
  lord lose loss lost loud love lovely lower luck lucky lunch machine made magic mail main make male many map march mark
  market marry match math matter maybe meal mean meaning meat medical meet melt member memory mental mention menu mercy
  merely message metal meter method middle might mile milk mind mine minute mirror miss mistake mixed model modern moment
  money month mood moon moral more morning most mother motion mount mountain mouse mouth move movie much mud murder muscle
  museum music must myself name narrow nation nature near nearly neat neck need neighbor neither nerve never news next
  nice night nine nobody noise none noon north nose note nothing notice novel november number nurse obey object ocean
  october odd offer office often once only onto open opinion orange order organ other ought ours outer outside oven over
  own owner pack page paid pain paint pair palace pale pan paper paradise pardon parent paris park part party pass past
  path patient pause peace pen people pepper perfect perhaps period person phone photo piano pick picture piece pile pilot
  pink pipe pity pizza place plain plan plane planet plant plate play please plenty poem poems poet poetry point poison
  pole police poor pope popular port position possible pot potato pound pour power praise pray prefer present press pretty
  price pride priest prince print prison prize problem program promise proof proper protect proud prove public pull pure
  purple push quarter queen question quick quiet quit quite race radio rain raise ran rare rate rather reach read ready
  real really reason receive recent recipe record red refuse regard remain remember rent repeat reply report rest result
  return rich ride right ring rise risk river road rob robot rock role roll roof room root rope rose rough round route
  royal rule rules ruler rush russia sad safe said sail salad salt same sand sauce save say scale scared scene school
  science score screen search season seat second secret section secure seed seek seem seen self sell send sense sent
  serious serve settle seven several shade shadow shake shall shame shape share sharp sheep sheet shelf shine ship shirt
  shock shoe shoes shoot shop shore short should shout show shower shut sick side sign silent silly silver simple since
  sing singer single sink sister sit six size skill skin skirt sky sleep slice slip slow small smart smell smile smoke
  smooth snake snow social society soft soil sold soldier some son song soon sorry sort soul sound soup south space spain
  speak special speech speed spell spend spent spirit spoon sport spot spread spring stage stair stamp stand star stare
  start state statue stay steal steam steel step stick still stock stomach stone stood stop store storm story strange
  street strict strike strong student study stuff style such sudden suffer sugar suit summer sun sunday supper supply sure
  surprise sweet swim sword symbol system table tail take taken tale talk tall tank tape taste taught tax taxi teach
  teacher team tear tears teeth tell temple ten tend tent term test than thank thanks that their them then theory there
  these they thick thief thin thing think third thirty this those though thought thousand thread threat three threw throat
  through throw thus ticket tidy tie tiger tight till time tiny tired title today toe together told tomorrow tone tonight
  took tool tooth top total touch tough toward tower town toy track trade train trap travel treat tree trial trip troops
  trouble truck true trust truth try turn twelve twenty twice two type ugly uncle under union unit until upon upper upset
  urban urge used useful user usual valley value various vast verse very view village violin visit voice volcano vote wage
  wait wake walk wall want war warm warn wash waste watch water wave weak wealth wear weather wedding week weight welcome
  well went were west what wheat when where whether which while white whole whom whose wide wife wild will wind window
  wine wing winter wire wise wish with within without woman women wonder wood word wore work world worry worse worst worth
  would wound wrap write writer written wrong wrote yard yeah year yellow yesterday young your yours zebra zero
  `
    .trim()
    .split(/\s+/u),
);

export function isCommonWord(word: string): boolean {
  return COMMON.has(word);
}
