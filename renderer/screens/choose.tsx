import { Card, Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Section } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';

/** What brings the visitor: four large answers. */
export function Need() {
  const { journey, offered, touch, say } = useScreens();
  const needs = [
    ['find', 'file'],
    ['printOrCopy', 'print'],
    ['myReceipt', 'receipt'],
    ['letter', 'letter'],
  ] as const;
  return (
    <Frame
      title={say('screen.need.title')}
      actions={
        offered.has('notListed') ? (
          <Press icon="search" label={say('screen.always.notListed')} onPress={() => touch({ type: 'notListed' })} />
        ) : null
      }
    >
      <ul className="cards cards-two cards-tall" aria-busy={journey.busy !== null}>
        {needs.map(([need, icon]) => (
          <li key={need}>
            <Card
              icon={icon}
              title={say(`screen.need.${need}`)}
              hint={say(`screen.need.${need}.hint`)}
              onPress={() => touch({ type: 'choose', need })}
            />
          </li>
        ))}
      </ul>
    </Frame>
  );
}

/** « Comprendre une lettre / être aidé »: what to look for, then who wrote it, or a person. */
export function Letter() {
  const { touch, say } = useScreens();
  return (
    <Frame
      title={say('screen.letter.title')}
      lead={say('screen.letter.lead')}
      actions={
        <>
          <Press icon="people" label={say('screen.letter.person')} onPress={() => touch({ type: 'help' })} />
          <Press
            kind="main"
            icon="agency"
            label={say('screen.letter.agency')}
            onPress={() => touch({ type: 'findBy', by: 'agency' })}
          />
        </>
      }
    >
      <div className="columns">
        {(
          [
            ['who', 'agency'],
            ['date', 'calendar'],
            ['papers', 'page'],
            ['appeal', 'warn'],
          ] as const
        ).map(([part, icon]) => (
          <Section key={part} icon={icon} title={say(`screen.letter.${part}.title`)}>
            <p>{say(`screen.letter.${part}.text`)}</p>
          </Section>
        ))}
      </div>
    </Frame>
  );
}

/** « Mon cas n'est pas là »: the machine cannot cover every case, and says who can. */
export function NotListed() {
  const { journey, touch, say } = useScreens();
  return (
    <Frame
      title={say('screen.notListed.title')}
      lead={say('screen.notListed.lead')}
      actions={
        <>
          <Press
            icon="search"
            label={say('screen.notListed.find')}
            onPress={() => touch({ type: 'choose', need: 'find' })}
          />
          <Press
            kind="main"
            icon="people"
            label={say('screen.notListed.person')}
            onPress={() => touch({ type: 'help' })}
          />
        </>
      }
    >
      <div className="columns">
        {(
          [
            ['desk', 'people'],
            ['write', 'letter'],
            ['copy', 'pages'],
            ['rights', 'agency'],
          ] as const
        ).map(([part, icon]) => (
          <Section key={part} icon={icon} title={say(`screen.notListed.${part}.title`)}>
            <p>{say(`screen.notListed.${part}.text`, { phone: inOneLine(journey.kiosk?.desk.phone ?? '') })}</p>
          </Section>
        ))}
      </div>
    </Frame>
  );
}

/** A number is read, and dialled, whole. */
const inOneLine = (phone: string): string => phone.replaceAll(' ', '\u00a0');

/** « Imprimer ou copier ». */
export function PrintOrCopy() {
  const { touch, say } = useScreens();
  return (
    <Frame title={say('screen.printOrCopy.title')}>
      <ul className="cards cards-two cards-tall">
        <li>
          <Card
            icon="pages"
            title={say('screen.printOrCopy.copy')}
            hint={say('screen.printOrCopy.copy.hint')}
            onPress={() => touch({ type: 'askCopy' })}
          />
        </li>
        <li>
          <Card
            icon="print"
            title={say('screen.printOrCopy.sheet')}
            hint={say('screen.printOrCopy.sheet.hint')}
            onPress={() => touch({ type: 'choose', need: 'find' })}
          />
        </li>
        <li>
          <Card
            icon="receipt"
            title={say('screen.printOrCopy.receipt')}
            hint={say('screen.printOrCopy.receipt.hint')}
            onPress={() => touch({ type: 'choose', need: 'myReceipt' })}
          />
        </li>
      </ul>
    </Frame>
  );
}
