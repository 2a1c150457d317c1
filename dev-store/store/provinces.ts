/** Zones of the countries in which our shops and the recordings trade, in Shopify's spelling: code=name. */
const ZONES: Record<string, string> = {
  US: 'AL=Alabama,AK=Alaska,AS=American Samoa,AZ=Arizona,AR=Arkansas,CA=California,CO=Colorado,CT=Connecticut,DE=Delaware,DC=District of Columbia,FM=Federated States of Micronesia,FL=Florida,GA=Georgia,GU=Guam,HI=Hawaii,ID=Idaho,IL=Illinois,IN=Indiana,IA=Iowa,KS=Kansas,KY=Kentucky,LA=Louisiana,ME=Maine,MH=Marshall Islands,MD=Maryland,MA=Massachusetts,MI=Michigan,MN=Minnesota,MS=Mississippi,MO=Missouri,MT=Montana,NE=Nebraska,NV=Nevada,NH=New Hampshire,NJ=New Jersey,NM=New Mexico,NY=New York,NC=North Carolina,ND=North Dakota,MP=Northern Mariana Islands,OH=Ohio,OK=Oklahoma,OR=Oregon,PW=Palau,PA=Pennsylvania,PR=Puerto Rico,RI=Rhode Island,SC=South Carolina,SD=South Dakota,TN=Tennessee,TX=Texas,UT=Utah,VT=Vermont,VI=Virgin Islands,VA=Virginia,WA=Washington,WV=West Virginia,WI=Wisconsin,WY=Wyoming,AA=Armed Forces Americas,AE=Armed Forces Europe,AP=Armed Forces Pacific',
  CA: 'AB=Alberta,BC=British Columbia,MB=Manitoba,NB=New Brunswick,NL=Newfoundland and Labrador,NT=Northwest Territories,NS=Nova Scotia,NU=Nunavut,ON=Ontario,PE=Prince Edward Island,QC=Quebec,SK=Saskatchewan,YT=Yukon',
  AU: 'ACT=Australian Capital Territory,NSW=New South Wales,NT=Northern Territory,QLD=Queensland,SA=South Australia,TAS=Tasmania,VIC=Victoria,WA=Western Australia',
  JP: 'JP-01=Hokkaidō,JP-02=Aomori,JP-03=Iwate,JP-04=Miyagi,JP-05=Akita,JP-06=Yamagata,JP-07=Fukushima,JP-08=Ibaraki,JP-09=Tochigi,JP-10=Gunma,JP-11=Saitama,JP-12=Chiba,JP-13=Tōkyō,JP-14=Kanagawa,JP-15=Niigata,JP-16=Toyama,JP-17=Ishikawa,JP-18=Fukui,JP-19=Yamanashi,JP-20=Nagano,JP-21=Gifu,JP-22=Shizuoka,JP-23=Aichi,JP-24=Mie,JP-25=Shiga,JP-26=Kyōto,JP-27=Ōsaka,JP-28=Hyōgo,JP-29=Nara,JP-30=Wakayama,JP-31=Tottori,JP-32=Shimane,JP-33=Okayama,JP-34=Hiroshima,JP-35=Yamaguchi,JP-36=Tokushima,JP-37=Kagawa,JP-38=Ehime,JP-39=Kōchi,JP-40=Fukuoka,JP-41=Saga,JP-42=Nagasaki,JP-43=Kumamoto,JP-44=Ōita,JP-45=Miyazaki,JP-46=Kagoshima,JP-47=Okinawa',
  HK: 'HK=Hong Kong Island,KL=Kowloon,NT=New Territories',
  GB: 'BFP=British Forces,ENG=England,NIR=Northern Ireland,SCT=Scotland,WLS=Wales',
  IN: 'AN=Andaman and Nicobar Islands,AP=Andhra Pradesh,AR=Arunachal Pradesh,AS=Assam,BR=Bihar,CH=Chandigarh,CG=Chhattisgarh,DN=Dadra and Nagar Haveli,DD=Daman and Diu,DL=Delhi,GA=Goa,GJ=Gujarat,HR=Haryana,HP=Himachal Pradesh,JK=Jammu and Kashmir,JH=Jharkhand,KA=Karnataka,KL=Kerala,LA=Ladakh,LD=Lakshadweep,MP=Madhya Pradesh,MH=Maharashtra,MN=Manipur,ML=Meghalaya,MZ=Mizoram,NL=Nagaland,OR=Odisha,PY=Puducherry,PB=Punjab,RJ=Rajasthan,SK=Sikkim,TN=Tamil Nadu,TS=Telangana,TR=Tripura,UP=Uttar Pradesh,UK=Uttarakhand,WB=West Bengal',
  NZ: 'AUK=Auckland,BOP=Bay of Plenty,CAN=Canterbury,CIT=Chatham Islands,GIS=Gisborne,HKB=Hawke’s Bay,MWT=Manawatu-Wanganui,MBH=Marlborough,NSN=Nelson,NTL=Northland,OTA=Otago,STL=Southland,TKI=Taranaki,TAS=Tasman,WKO=Waikato,WGN=Wellington,WTC=West Coast',
  CN: 'CN-AH=Anhui,CN-BJ=Beijing,CN-CQ=Chongqing,CN-FJ=Fujian,CN-GS=Gansu,CN-GD=Guangdong,CN-GX=Guangxi,CN-GZ=Guizhou,CN-HI=Hainan,CN-HE=Hebei,CN-HL=Heilongjiang,CN-HA=Henan,CN-HB=Hubei,CN-HN=Hunan,CN-NM=Inner Mongolia,CN-JS=Jiangsu,CN-JX=Jiangxi,CN-JL=Jilin,CN-LN=Liaoning,CN-NX=Ningxia,CN-QH=Qinghai,CN-SN=Shaanxi,CN-SD=Shandong,CN-SH=Shanghai,CN-SX=Shanxi,CN-SC=Sichuan,CN-TJ=Tianjin,CN-XJ=Xinjiang,CN-YZ=Xizang,CN-YN=Yunnan,CN-ZJ=Zhejiang',
  BR: 'AC=Acre,AL=Alagoas,AP=Amapá,AM=Amazonas,BA=Bahia,CE=Ceará,DF=Distrito Federal,ES=Espírito Santo,GO=Goiás,MA=Maranhão,MT=Mato Grosso,MS=Mato Grosso do Sul,MG=Minas Gerais,PA=Pará,PB=Paraíba,PR=Paraná,PE=Pernambuco,PI=Piauí,RN=Rio Grande do Norte,RS=Rio Grande do Sul,RJ=Rio de Janeiro,RO=Rondônia,RR=Roraima,SC=Santa Catarina,SP=São Paulo,SE=Sergipe,TO=Tocantins',
  MX: 'AGS=Aguascalientes,BC=Baja California,BCS=Baja California Sur,CAMP=Campeche,CHIS=Chiapas,CHIH=Chihuahua,DF=Ciudad de México,COAH=Coahuila,COL=Colima,DGO=Durango,GTO=Guanajuato,GRO=Guerrero,HGO=Hidalgo,JAL=Jalisco,MEX=México,MICH=Michoacán,MOR=Morelos,NAY=Nayarit,NL=Nuevo León,OAX=Oaxaca,PUE=Puebla,QRO=Querétaro,Q ROO=Quintana Roo,SLP=San Luis Potosí,SIN=Sinaloa,SON=Sonora,TAB=Tabasco,TAMPS=Tamaulipas,TLAX=Tlaxcala,VER=Veracruz,YUC=Yucatán,ZAC=Zacatecas',
}

/** The zones of a country as [code, name]; an empty list for countries that have none here. */
export function zonesOf(countryCode: string): [string, string][] {
  const list = ZONES[countryCode]
  if (!list) return []
  return list.split(',').map((pair) => {
    const [code = '', name = ''] = pair.split('=')
    return [code, name]
  })
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** A zone of the country by its code or name (accents and case do not matter). */
export function findZone(countryCode: string, text: string): { code: string; name: string } | undefined {
  const found = zonesOf(countryCode).find(([code, name]) => code === text.toUpperCase() || plain(name) === plain(text))
  return found && { code: found[0], name: found[1] }
}

// Shopify's names where they differ from Unicode's.
const NAMES: Record<string, string> = {
  HK: 'Hong Kong SAR',
  MO: 'Macao SAR',
  CZ: 'Czechia',
  MM: 'Myanmar (Burma)',
  TR: 'Turkey',
}
const unicodeNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** The English name of a country, or undefined for codes that stand for none (ZZ). */
export function countryName(code: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code) || code === 'ZZ' || code === 'XX') return undefined
  return NAMES[code] ?? unicodeNames.of(code)
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
let codesByName: Map<string, string> | undefined

/** The code of a country given by its code or English name. */
export function findCountry(text: string): string | undefined {
  if (countryName(text.toUpperCase())) return text.toUpperCase()
  if (!codesByName) {
    codesByName = new Map()
    for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
      const name = countryName(code)
      if (name) codesByName.set(plain(name), code)
    }
  }
  return codesByName.get(plain(text))
}
