/**
 * What customers write of how long, how many, who they are and where to ring them: 60 messages in six languages, each
 * with what it means. Written before the readers were mended for them. `asked`: the question stood open.
 */
export interface SaidOfASlot {
  readonly kind: 'duration' | 'count' | 'name' | 'phone';
  readonly language: string;
  readonly asked: boolean;
  readonly said: string;
  /** As JSON; `null` when it says nothing of the kind. */
  readonly meaning: string;
}

export const SLOTS: readonly SaidOfASlot[] = `
  duration | en | no  | we'd like the bikes for the weekend = {"days":2}
  duration | en | no  | just need it for a couple hours = {"minutes":120}
  duration | en | no  | roughly an hour, hour and a half = {"minutes":90}
  duration | en | yes | 3 or 4 days I'd say = {"days":4}
  duration | en | no  | my appointment is in 20 mins, running late = null
  duration | en | no  | from Monday for ten days = {"days":10}
  duration | en | no  | could you do a 75 min massage? = {"minutes":75}
  duration | es | no  | para hora y media = {"minutes":90}
  duration | es | no  | las queremos tres días = {"days":3}
  duration | de | no  | für anderthalb Stunden = {"minutes":90}
  duration | de | no  | zwei Wochen lang = {"days":14}
  duration | fr | no  | pendant une demi-journée = {"days":0.5}
  duration | it | no  | per mezza giornata = {"days":0.5}
  duration | it | no  | per un'ora e mezza = {"minutes":90}
  duration | pt | no  | por meia hora = {"minutes":30}
  count | en | no  | table for me and three mates on friday = 4
  count | en | no  | me and my wife would like to come in tomorrow = 2
  count | en | no  | there's 5 of us plus a baby = 6
  count | en | yes | just the two of us = 2
  count | en | yes | between 15 and 20 = 20
  count | en | no  | can I book 2 adults and 3 kids for saturday = 5
  count | en | no  | I have 1 bike to drop off at 4 = 1
  count | en | no  | my bike is 3 years old = null
  count | en | yes | myself and my husband = 2
  count | es | no  | somos cuatro adultos y dos niños = 6
  count | es | yes | unas diez personas = 10
  count | pt | no  | somos seis = 6
  count | fr | no  | nous serons une dizaine = 10
  count | de | no  | wir sind zu siebt = 7
  count | it | no  | siamo in tre = 3
  count | it | yes | una decina = 10
  name | en | yes | it's for my daughter Aoife = "Aoife"
  name | en | yes | Siobhán Ní Dhomhnaill = "Siobhán Ní Dhomhnaill"
  name | en | yes | put it down as J. Murphy please = "J. Murphy"
  name | en | no  | this is Dave from number 12, is my bike ready? = "Dave"
  name | en | yes | do you have anything earlier? = null
  name | en | yes | why do you need that = null
  name | en | yes | Mr O'Brien = "Mr O'Brien"
  name | en | yes | Jean-Luc van der Berg = "Jean-Luc van der Berg"
  name | es | yes | a nombre de María José Fernández = "María José Fernández"
  name | es | yes | soy Pepe = "Pepe"
  name | pt | yes | pode pôr João da Silva = "João da Silva"
  name | fr | yes | c'est au nom de Dupont = "Dupont"
  name | de | yes | Auf Müller bitte = "Müller"
  name | it | yes | mi chiamo Chiara De Luca = "Chiara De Luca"
  phone | en | no  | ring me on 087 123 4567 = "+353871234567"
  phone | en | no  | 0871234567 is best after 5 = "+353871234567"
  phone | en | no  | my number is 01 234 5678 = "+35312345678"
  phone | en | no  | +44 7911 123456 = "+447911123456"
  phone | en | no  | 00353 87 123 4567 = "+353871234567"
  phone | en | no  | call (087) 123-4567 please = "+353871234567"
  phone | en | no  | my order is 20261118123 = null
  phone | en | no  | 18/11/2026 at 10:30 = null
  phone | en | no  | o eight seven, 1234567 = null
  phone | es | no  | mi móvil es +34 612 345 678 = "+34612345678"
  phone | fr | no  | mon numéro : +33 6 12 34 56 78 = "+33612345678"
  phone | de | no  | meine Nummer ist 0049 151 23456789 = "+4915123456789"
  phone | it | no  | il mio numero è +39 347 1234567 = "+393471234567"
  phone | pt | no  | o meu telemóvel é +351 912 345 678 = "+351912345678"
  phone | en | yes | 0871234567 or 0861234567 = "+353871234567"`
  .trim()
  .split('\n')
  .map((line) => {
    const [kind = '', language = '', asked = '', rest = ''] = line.split(' | ').map((part) => part.trim());
    const [said = '', meaning = ''] = rest.split(' = ');
    return { kind: kind as SaidOfASlot['kind'], language, asked: asked === 'yes', said, meaning };
  });
