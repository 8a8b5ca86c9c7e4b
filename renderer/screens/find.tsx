import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { Card, Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Keyboard } from '../components/keyboard.tsx';
import { Pager } from '../components/pager.tsx';
import type { PictogramName } from '../components/pictogram.tsx';
import { Working } from '../components/words.tsx';
import { domainText } from '../domains.ts';
import { type FindWay, findWays, type ProcedureLine } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';

const icons: Readonly<Record<FindWay, PictogramName>> = { need: 'need', agency: 'agency', word: 'search' };
const longestWords = 80;

/** Three ways to a procedure: by need, by agency, by word. */
export function Find() {
  const { journey, touch, say } = useScreens();
  const { screen, visit, busy } = journey;
  if (screen.at !== 'find') return null;
  const { by, chosen } = screen;
  const key = by === 'agency' ? 'agencyCode' : 'domain';
  const lines = (visit.lines ?? []).filter((line) => line[key] === chosen);
  return (
    <Frame
      title={say('screen.find.title')}
      actions={
        <Press icon="search" label={say('screen.always.notListed')} onPress={() => touch({ type: 'notListed' })} />
      }
    >
      <div className="ways">
        {findWays.map((way) => (
          <Card
            key={way}
            icon={icons[way]}
            isChosen={way === by}
            title={say(`screen.find.by.${way}`)}
            onPress={() => touch({ type: 'findBy', by: way })}
          />
        ))}
      </div>
      {busy === 'find' ? <Working label={say('screen.find.working')} /> : null}
      {by === 'word' ? <ByWord /> : chosen ? <Lines lines={lines} /> : <Groups by={by} lines={visit.lines ?? []} />}
    </Frame>
  );
}

function Groups({ by, lines }: { readonly by: 'need' | 'agency'; readonly lines: readonly ProcedureLine[] }) {
  const { touch, say } = useScreens();
  const groups = by === 'agency' ? agenciesOf(lines) : [...new Set(lines.map(({ domain }) => domain))];
  if (by === 'need') {
    return (
      <Pager
        items={groups as readonly string[]}
        fits={[22, 20]}
        className="cards cards-groups"
        draw={(group) => (
          <li key={group}>
            <Card title={say(domainText(group))} onPress={() => touch({ type: 'pickGroup', group })} />
          </li>
        )}
      />
    );
  }
  return (
    <Pager
      items={agenciesOf(lines)}
      fits={[16, 12]}
      className="cards cards-agencies"
      draw={({ code, name }) => (
        <li key={code}>
          <Card lang="fr" title={name} tag={code} onPress={() => touch({ type: 'pickGroup', group: code })} />
        </li>
      )}
    />
  );
}

/** One agency is named at different lengths in the catalogue: the shortest name is the plainest. */
function agenciesOf(lines: readonly ProcedureLine[]): readonly { readonly code: string; readonly name: string }[] {
  const names = new Map<string, string>();
  for (const { agencyCode, agency } of lines) {
    const known = names.get(agencyCode);
    if (!known || agency.length < known.length) names.set(agencyCode, agency);
  }
  return [...names].map(([code, name]) => ({ code, name }));
}

function Lines({ lines }: { readonly lines: readonly ProcedureLine[] }) {
  const { touch, say } = useScreens();
  return (
    <Pager
      items={lines}
      fits={[6, 4]}
      className="cards cards-lines"
      draw={({ id, title, plain, fileable }) => (
        <li key={id}>
          <Card
            icon={fileable ? 'file' : 'page'}
            lang="fr"
            title={title}
            hint={plain}
            tag={say(fileable ? 'screen.find.here' : 'screen.find.how')}
            onPress={() => touch({ type: 'pickProcedure', id })}
          />
        </li>
      )}
    />
  );
}

function ByWord() {
  const { journey, touch, say } = useScreens();
  const { words, found } = journey.visit;
  const type = (next: string) => touch({ type: 'words', words: next });
  return (
    <div className="typing">
      <div className="typed">
        <TextField value={words} onChange={type} className="field">
          <Label>{say('screen.find.word.label')}</Label>
          <Input inputMode="none" autoComplete="off" spellCheck="false" maxLength={longestWords} />
        </TextField>
        <div aria-live="polite" className="found">
          {found === null ? (
            <p>{say('screen.find.word.example')}</p>
          ) : found.length === 0 ? (
            <p>{say('screen.find.word.none')}</p>
          ) : (
            <Pager
              items={found}
              fits={[4, 3]}
              className="cards cards-found"
              draw={({ id, title }) => (
                <li key={id}>
                  <Card icon="page" lang="fr" title={title} onPress={() => touch({ type: 'pickProcedure', id })} />
                </li>
              )}
            />
          )}
        </div>
      </div>
      <Keyboard value={words} onChange={type} longest={longestWords} />
    </div>
  );
}
