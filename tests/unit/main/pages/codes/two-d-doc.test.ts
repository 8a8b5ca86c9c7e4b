import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readTwoDDoc, type TwoDDoc } from '../../../../../main/pages/codes/two-d-doc.ts';
import { addressOf } from '../../../../../main/pages/codes/two-d-doc-address.ts';
import { checkSignature } from '../../../../../main/pages/codes/two-d-doc-signature.ts';
import { billText, daysAgo, gs, hexDay, makeSigner, rs, today, us } from './signed-doc.ts';

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const read = (text: string): TwoDDoc => {
  const doc = readTwoDDoc(bytesOf(text));
  if (!doc.ok) throw new Error(doc.fault.code);
  return doc.value;
};
const faultOf = (text: string): string | null => {
  const doc = readTwoDDoc(bytesOf(text));
  return doc.ok ? null : doc.fault.code;
};
const fieldOf = (doc: TwoDDoc, id: string) => doc.fields.find((field) => field.id === id)?.value;

describe('a 2D-Doc as its code says it', () => {
  it('the header of each version says who signed, what it is and when', () => {
    const dates = `${hexDay('2012-10-15')}${hexDay('2015-07-27')}`;
    // The two days are those of the specification’s own example: 123F and 1636.
    expect(dates).toBe('123F1636');
    for (const [version, more] of [
      [1, ''],
      [2, ''],
      [3, '01'],
      [4, '01FR'],
    ] as const) {
      const doc = read(`DC0${version}FR000001${dates}00${more}26FR`);
      expect(doc).toMatchObject({
        version,
        authority: 'FR00',
        certificate: '0001',
        issuedOn: '2012-10-15',
        signedOn: '2015-07-27',
        type: '00',
        perimeter: '01',
        country: version === 4 ? 'FR' : null,
        signature: null,
      });
      expect(fieldOf(doc, '26')).toBe('FR');
    }
    expect(read('DC04FR000001FFFF23DC2801FR').issuedOn).toBeNull();
  });

  it('a field ends at its fixed length, at GS, at RS, at its longest or with the data', () => {
    const name = 'A'.repeat(38);
    const doc = read(`DC03FR000001123F1636000126FR245700010${name}20${gs}21BAT 2${gs}22${name}${rs}25METZ`);
    expect(doc.fields).toEqual([
      { id: '26', label: 'Lieu du service, pays', value: 'FR', isCut: false },
      { id: '24', label: 'Lieu du service, code postal ou cedex', value: '57000', isCut: false },
      { id: '10', label: 'Bénéficiaire, ligne 1 de l’adresse', value: name, isCut: false },
      { id: '20', label: 'Lieu du service, ligne 2 de l’adresse', value: '', isCut: false },
      { id: '21', label: 'Lieu du service, ligne 3 de l’adresse', value: 'BAT 2', isCut: false },
      { id: '22', label: 'Lieu du service, ligne 4 de l’adresse', value: name, isCut: true },
      { id: '25', label: 'Lieu du service, localité', value: 'METZ', isCut: false },
    ]);
  });

  it('a field that is not known is shown by its code, up to the next separator', () => {
    const doc = read(`DC04FR000001123F16362801FR4Y145 RUE${gs}26FR`);
    expect(doc.fields[0]).toEqual({ id: '4Y', label: '4Y', value: '145 RUE', isCut: false });
    expect(fieldOf(doc, '26')).toBe('FR');
  });

  it('what is no 2D-Doc, of a later version, binary or cut in its header is a fault', () => {
    expect(faultOf('HTTPS://EXEMPLE.FR')).toBe('not-2d-doc');
    expect(faultOf('')).toBe('not-2d-doc');
    expect(faultOf('DC05FR000001')).toBe('unknown-version');
    expect(faultOf('\u00dc\u0004rest')).toBe('unknown-version');
    expect(faultOf('DC04FR0000011')).toBe('damaged');
    expect(faultOf('DC04FR000001123G16360001FR')).toBe('damaged');
    expect(faultOf(`DC04${'A'.repeat(3_000)}`)).toBe('not-2d-doc');
  });

  it('whatever the bytes, reading them ends and throws nothing', () => {
    const piece = fc.oneof(
      fc.constantFrom('DC04FR000001123F1636000', '1FR', gs, rs, us, '10', '22', '24', '26FR', 'ÿ'),
      fc.string({ maxLength: 60 }),
    );
    const some = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => bytesOf(`DC04${pieces.join('')}`)),
      fc.array(piece, { maxLength: 30 }).map((pieces) => bytesOf(`DC04FR000001123F16360001FR${pieces.join('')}`)),
    );
    fc.assert(
      fc.property(some, (bytes) => {
        const doc = readTwoDDoc(bytes);
        if (!doc.ok) return;
        // Every byte of the data is read at most once.
        const length = doc.value.fields.reduce((sum, { value }) => sum + 2 + value.length, 0);
        expect(length).toBeLessThanOrEqual(bytes.length);
        checkSignature(doc.value, [{ ca: 'FR00', id: '0001', certificate: 'AAAA' }]);
        addressOf(doc.value);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the address of a proof of address', () => {
  it('is the place served, with who lives there', () => {
    expect(addressOf(read(billText({ issuedOn: today })))).toEqual({
      holder: 'MME SPECIMEN AMINATA',
      lines: ['12 RUE DES EXEMPLES', '99000 SPECIMEN SUR ORB'],
    });
    const abroad = read(
      `DC04TESTTS01123F16360001FR26BE241000 12AMINATA${gs}13SPECIMEN${gs}227 GRAND PLACE${gs}25BRUXELLES${gs}`,
    );
    expect(addressOf(abroad)).toEqual({
      holder: 'AMINATA SPECIMEN',
      lines: ['7 GRAND PLACE', '1000 BRUXELLES', 'BE'],
    });
  });

  it('is not offered from another kind of document, cut, doubled, without street or postal code, or in strange letters', () => {
    const data = `26FR249900010MME/SPECIMEN${gs}2212 RUE DES EXEMPLES${gs}25ORB${gs}`;
    const of = (type: string, fields: string) => addressOf(read(`DC04TESTTS01123F1636${type}01FR${fields}`));
    expect(of('00', data)?.lines).toEqual(['12 RUE DES EXEMPLES', '99000 ORB']);
    expect(of('06', data)).toBeNull();
    expect(of('00', data.replace(`EXEMPLES${gs}`, `EXEMPLES${rs}`))).toBeNull();
    expect(of('00', `${data}22AUTRE RUE${gs}`)).toBeNull();
    expect(of('00', data.replace(`2212 RUE DES EXEMPLES${gs}`, ''))).toBeNull();
    expect(of('00', data.replace('2499000', '24     '))).toBeNull();
    expect(of('00', data.replace('RUE', 'RÛE'))).toBeNull();
    expect(addressOf(read(`DC04TESTTS01123F16360002FR${data}`))).toBeNull();
  });
});

describe('the signature of a 2D-Doc', () => {
  const signer = makeSigner();
  const other = makeSigner();
  afterAll(() => {
    signer.remove();
    other.remove();
  });
  const trusted = (certificate: string) => [{ ca: 'TEST', id: 'TS01', certificate }];
  const whole = signer.sign(billText({ issuedOn: daysAgo(20) }));
  const check = (text: string, signers = trusted(signer.certificate)) => checkSignature(read(text), signers);

  it('is valid by the certificate that the bundle has, and then alone says who signed', () => {
    expect(check(whole)).toEqual({ signature: 'valid', organisation: 'FOURNISSEUR INVENTE' });
    expect(check(`${whole}${gs}22AUTRE RUE`), 'an annex is not signed and not read').toMatchObject({
      signature: 'valid',
    });
    expect(read(`${whole}${gs}22AUTRE RUE`).fields).toEqual(read(whole).fields);
  });

  it('is invalid when any one byte of what is signed, or of the signature, is another', () => {
    for (let at = 0; at < whole.length; at++) {
      const letter = whole[at] === 'A' ? 'B' : 'A';
      const changed = whole.slice(0, at) + letter + whole.slice(at + 1);
      const doc = readTwoDDoc(bytesOf(changed));
      if (!doc.ok) continue;
      // The last base32 letter carries bits that belong to no byte: another letter there is refused or says the same.
      const same = Buffer.from(doc.value.signature === 'malformed' || !doc.value.signature ? [] : doc.value.signature);
      const before = read(whole).signature;
      if (before instanceof Uint8Array && same.equals(before) && at > whole.indexOf(us)) continue;
      expect(checkSignature(doc.value, trusted(signer.certificate)).signature, `byte ${at}`).not.toBe('valid');
    }
  });

  it('is of an unknown signer when the bundle lacks the certificate, and invalid when it has another under that name', () => {
    expect(check(whole, [])).toEqual({ signature: 'unknown-signer', organisation: null });
    expect(check(whole, [{ ca: 'TEST', id: 'TS02', certificate: signer.certificate }]).signature).toBe(
      'unknown-signer',
    );
    expect(check(whole, trusted(other.certificate))).toEqual({ signature: 'invalid', organisation: null });
    expect(check(other.sign(billText({ issuedOn: today }))).signature).toBe('invalid');
    expect(check(whole, [...trusted(other.certificate), ...trusted(signer.certificate)]).signature).toBe('valid');
  });

  it('a code without one is unsigned, one that is no base32 is invalid', () => {
    const text = billText({ issuedOn: today });
    expect(check(text).signature).toBe('unsigned');
    expect(check(`${text}${us}`).signature).toBe('unsigned');
    expect(check(`${text}${us}not base32!`).signature).toBe('invalid');
    expect(check(`${whole}AA`).signature).toBe('invalid');
  });

  it('counts only on a day of the certificate’s own life', () => {
    const early = signer.sign(billText({ issuedOn: daysAgo(20), signedOn: daysAgo(2) }));
    expect(check(early).signature).toBe('invalid');
    const timeless = signer.sign(billText({ issuedOn: today }).replace(`${hexDay(today)}01`, 'FFFF01'));
    expect(check(timeless).signature).toBe('invalid');
  });

  it('is read on each curve that signers use', () => {
    for (const curve of ['P-384', 'P-521'] as const) {
      const strong = makeSigner(curve);
      const text = strong.sign(billText({ issuedOn: today }));
      expect(check(text, trusted(strong.certificate)).signature, curve).toBe('valid');
      expect(check(text.replace('RUE', 'RUA'), trusted(strong.certificate)).signature, curve).toBe('invalid');
      strong.remove();
    }
  });
});
