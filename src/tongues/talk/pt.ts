/** Portuguese, as customers talk it. */
import type { Talk } from './talk.ts';

/** Behind a request or alone; one may follow another. */
const CLOSING =
  '(?:e )?(?:(?:muito |muitíssimo )?obrigad[oa](?: (?:desde já|mais uma vez|por tudo|de novo|pessoal|pel[ao] (?:sua |vossa |tua )?(?:ajuda|atenção|resposta|disponibilidade|informação)))*|obg|grat[oa]|valeu|por favor|se faz favor|sff|pf|(?:com os )?(?:melhores )?cumprimentos|atenciosamente|abraços?|(?:fico|ficamos) (?:a aguardar|à espera)(?: .{0,25})?|aguardo (?:a )?(?:sua |vossa |tua )?resposta|bom (?:trabalho|fim de semana|fds)|boa (?:tarde|noite|semana)|até (?:já|logo|breve))';

export const pt: Talk = {
  code: 'pt',
  greeting:
    '(?:ah |oh )?(?:ol[aá]+|oi+|bom dia|boa (?:tarde|noite)|boas|viva|saudações|hey+|hi|ok(?:ay)?|então|entao|perfeito|ótimo|otimo|(?:bom|bem|pronto|claro|sim)(?= *[,.;:!–-])|desculpe|desculpa|desculpem|com licença|uma (?:pergunta|dúvida|duvida|questão|coisa)|outra (?:pergunta|coisa|dúvida)|mais uma coisa|já agora|por acaso|a propósito|também|tambem|e|ah|oh|eh)(?:[ ,]+(?:a tod[oa]s|pessoal|malta|gente|equipa|equipe|tudo bem|outra vez|de novo|então|o incómodo|o incômodo|pelo incómodo|queria perguntar|gostaria de saber))*',
  closing: CLOSING,
  pleasantry: `(?:${CLOSING})(?:[ ,.!]+(?:${CLOSING}))*|(?:espero que (?:esteja|estejam|esteja tudo|tudo)).*|tudo bem|como (?:está|esta|estão|vai|vão)(?: (?:tudo|hoje))?|(?:muito )?obrigad[oa](?: .{0,25})?|uma (?:pergunta|dúvida|duvida|questão)|tenho uma (?:pergunta|dúvida|duvida|questão)|por favor|cumprimentos.*|atenciosamente.*|ok(?:ay)?|perfeito|ótimo|otimo|está bem|sem problema`,
  when: 'às|as(?= \\d)|ao|aos|à|até|ate|antes|depois|desde|a partir|por volta|est[ea]|nest[ea]|n[ao](?= (?:segunda|terça|terca|quarta|quinta|sexta|s[aá]bado|domingo|pr[oó]xim[oa]|dia|\\d))|d[ea](?= (?:manhã|manha|tarde|noite))|para(?= (?:amanhã|amanha|as|às|segunda|terça|quarta|quinta|sexta|sábado|domingo))|em \\d+',
  asks: 'posso|pode[ms]?|podia[ms]?|poderia[ms]?|podemos|dá para|da para|têm|tem|tens|há|fazem|faz|está|estão|é|são|abrem|fecham|aceitam|vendem|alugam|arranjam|consertam|vocês|voces|o que|que|qual|quais|quando|onde|quem|porqu[eê]|por que|como|quant[oa]s?|a que horas|até que horas',
  continues: 'e',
  bare: '(?:(?:e|ok|okay|então) )*(?:quanto(?: custa| tempo| é| fica)?|quando|onde|porquê|por quê|a que horas|preços?)',
  pointing: 'isso|isto|aquilo|eles|elas|del[ea]s',
  brought: 'entreg\\p{L}*|envi\\p{L}*|cheg\\p{L}*',
  ready: 'pront[oa]s?|consertad[oa]s?',
  whereFrom:
    '(?:e |mas |ola,? |obrigad[oa],? )*(?:de onde (?:vem|veio|saiu|tirou|tiraram|e|vem a|tira) ?(?:isso|isto|essa informacao|esta informacao|a informacao|esse preco|informacao)?|como (?:e que )?(?:sabe|sabes|sabem|voce sabe|voces sabem)(?: isso| disso)?|quem (?:e que )?(?:disse|diz)(?: isso)?|(?:qual e )?(?:a|sua|tua|vossa|a sua|a tua)? ?fonte(?: disso| disto)?|onde (?:e que )?(?:esta|diz) (?:escrito|isso)(?: isso)?|isso e oficial|e oficial|tem (?:a )?certeza(?: disso)?)',
};
