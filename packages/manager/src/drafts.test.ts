import type { LocalertEvent } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { codeOf, open, openAudited } from '../test/house.ts';
import { draft, note } from '../test/operations.ts';

/** A manager with the fixture `note`, in English and Spanish. */
async function house() {
  const opened = await open();
  await opened.acme.create('note', note);
  return opened;
}

describe('a draft', () => {
  it('changes nothing that readers see until it is approved', async () => {
    const { acme, alerts } = await house();
    const proposed = await acme.drafts.propose('note', 'DE', draft);
    expect(proposed.locales).toEqual(note.locales);
    expect(proposed.revision).toBe(2);
    expect((await acme.untyped.render('note', { locale: 'de' })).locale).toBe('en');
    const { fixture } = await acme.drafts.approve('note', 'de');
    expect(fixture.locales['de']).toEqual({ title: 'z' });
    expect(fixture.drafts).toBeUndefined();
    expect((await acme.untyped.render('note', { locale: 'de' })).locale).toBe('de');
    await alerts.close();
  });

  it('keeps who made it, and says who has looked', async () => {
    const { acme, as, alerts } = await house();
    await as('translator').drafts.propose('note', 'de', {
      ...draft,
      provenance: { ...draft.provenance, reviewed: true, score: 97 },
    });
    const { items } = await acme.drafts.list();
    expect(items).toMatchObject([
      {
        fixture: 'note',
        locale: 'de',
        draft: {
          state: 'proposed',
          proposedBy: 'user:translator',
          // Nobody reviews by saying so in a proposal.
          provenance: { origin: 'model', model: 'm', score: 97, reviewed: false },
        },
      },
    ]);
    const { fixture } = await as('reviewer').drafts.approve('note', 'de');
    expect(fixture.provenance['de']).toEqual({ origin: 'model', model: 'm', score: 97, reviewed: true });
    await alerts.close();
  });

  it('is the reviewer’s own once edited, and editing takes the right to translate', async () => {
    const { acme, as, alerts } = await house();
    await acme.drafts.propose('note', 'de', draft);
    expect(await codeOf(as('reviewer').drafts.approve('note', 'de', { edits: { title: 'w' } }))).toBe(
      'LOCALERT_FORBIDDEN',
    );
    expect(await codeOf(as('editor').drafts.approve('note', 'de', { edits: { other: 'w' } }))).toBe(
      'LOCALERT_INVALID_INPUT',
    );
    const { fixture } = await as('editor').drafts.approve('note', 'de', { edits: { title: 'w' } });
    expect(fixture.locales['de']).toEqual({ title: 'w' });
    expect(fixture.provenance['de']).toMatchObject({
      origin: 'human',
      author: 'user:editor',
      reviewed: true,
    });
    await acme.drafts.propose('note', 'fr', draft);
    const same = await as('reviewer').drafts.approve('note', 'fr', { edits: { title: 'z' } });
    expect(same.fixture.provenance['fr']?.origin).toBe('model');
    await alerts.close();
  });

  it('that is rejected stays with its reason, and cannot be approved', async () => {
    const { acme, as, alerts } = await house();
    await acme.drafts.propose('note', 'de', draft);
    for (const reason of ['', ' ', 'x'.repeat(1_001), 3 as unknown as string])
      expect(await codeOf(acme.drafts.reject('note', 'de', reason))).toBe('LOCALERT_INVALID_INPUT');
    const rejected = await as('reviewer').drafts.reject('note', 'de', 'wrong register');
    expect(rejected.drafts?.['de']).toMatchObject({
      state: 'rejected',
      reason: 'wrong register',
      decidedBy: 'user:reviewer',
    });
    expect(await codeOf(acme.drafts.approve('note', 'de'))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(acme.drafts.reject('note', 'de', 'again'))).toBe('LOCALERT_NOT_FOUND');
    expect((await acme.drafts.propose('note', 'de', draft)).drafts?.['de']?.state).toBe('proposed');
    await alerts.close();
  });

  it('never takes the place of a person’s texts by a rule', async () => {
    const { acme, alerts } = await house();
    await acme.drafts.propose('note', 'es', draft);
    expect(await codeOf(acme.drafts.approve('note', 'es', { by: 'policy' }))).toBe('LOCALERT_HUMAN_TEXT');
    expect((await acme.get('note')).locales['es']).toEqual({ title: 'y' });
    await acme.drafts.propose('note', 'de', draft);
    const { fixture } = await acme.drafts.approve('note', 'de', { by: 'policy' });
    expect(fixture.provenance['de']?.reviewed).toBe(false);
    // A rule may replace what a rule has let pass.
    await acme.drafts.propose('note', 'de', { ...draft, messages: { title: 'v' } });
    await acme.drafts.approve('note', 'de', { by: 'policy' });
    await acme.drafts.propose('note', 'de', draft);
    await acme.drafts.approve('note', 'de');
    await acme.drafts.propose('note', 'de', draft);
    expect(await codeOf(acme.drafts.approve('note', 'de', { by: 'policy' }))).toBe('LOCALERT_HUMAN_TEXT');
    expect((await acme.drafts.approve('note', 'es')).fixture.locales['es']).toEqual({ title: 'z' });
    await alerts.close();
  });

  it('passes the proof of every save, and the policy of personal data', async () => {
    const { acme, alerts } = await house();
    await acme.drafts.propose('note', 'de', { ...draft, messages: { title: '{gone} fehlt' } });
    await expect(acme.drafts.approve('note', 'de')).rejects.toMatchObject({
      code: 'LOCALERT_FIXTURE_REFUSED',
      details: { findings: [expect.objectContaining({ locale: 'de', field: 'title' })] },
    });
    expect((await acme.get('note')).drafts?.['de']?.state).toBe('proposed');
    await alerts.close();
    const pii = { spec: 'localert.pii/1' as const, detect: () => [{ kind: 'email', start: 0, end: 1 }] };
    const strict = await open({ pii });
    await strict.acme.create('note', note);
    await strict.alerts.tenants.update('acme', { pii: 'block' });
    expect(await codeOf(strict.acme.drafts.propose('note', 'de', draft))).toBe('LOCALERT_FIXTURE_REFUSED');
    await strict.alerts.close();
  });

  it('outlives other changes of its fixture, and its locale’s', async () => {
    const { acme, alerts } = await house();
    await acme.drafts.propose('note', 'de', draft);
    await acme.update('note', { description: 'd' });
    await acme.archive('note');
    expect(await codeOf(acme.drafts.approve('note', 'de'))).toBe('LOCALERT_FIXTURE_NOT_ACTIVE');
    await acme.restore('note');
    expect(Object.keys((await acme.get('note')).drafts ?? {})).toEqual(['de']);
    await alerts.close();
  });

  it('is refused where it makes no sense', async () => {
    const { acme, alerts } = await house();
    const { propose } = acme.drafts;
    expect(await codeOf(propose('note', 'en', draft))).toBe('LOCALERT_INVALID_INPUT');
    expect(await codeOf(propose('note', 'x', draft))).toBe('LOCALERT_INVALID_LOCALE');
    expect(await codeOf(propose('none', 'de', draft))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(propose('playback_failure', 'de', draft))).toBe('LOCALERT_FIXTURE_IN_CODE');
    expect(await codeOf(propose('note', 'de', { ...draft, more: 1 } as never))).toBe(
      'LOCALERT_INVALID_INPUT',
    );
    const stale = propose('note', 'de', draft, { expectedRevision: 7 });
    expect(await codeOf(stale)).toBe('LOCALERT_REVISION_CONFLICT');
    await alerts.close();
  });

  it('is one of two that come at once', async () => {
    const { acme, alerts } = await house();
    const both = ['de', 'fr'].map((locale) => codeOf(acme.drafts.propose('note', locale, draft)));
    expect((await Promise.all(both)).sort()).toEqual(['LOCALERT_REVISION_CONFLICT', 'no error']);
    await alerts.close();
  });

  it('is an event, an entry in the trail and news for observers', async () => {
    const { acme, alerts, kept, events } = await openAudited();
    await acme.create('note', note);
    const before = (await kept()).length;
    await acme.drafts.propose('note', 'de', draft);
    await acme.drafts.reject('note', 'de', 'no');
    await acme.drafts.propose('note', 'de', draft);
    await acme.drafts.approve('note', 'de');
    const history = (await acme.history('note')).items;
    expect(history.map((event) => [event.type, 'locale' in event ? event.locale : undefined])).toEqual([
      ['FixtureCreated', undefined],
      ['DraftProposed', 'de'],
      ['DraftRejected', 'de'],
      ['DraftProposed', 'de'],
      ['DraftApproved', 'de'],
    ]);
    const entries = (await kept()).slice(before).filter(({ action }) => action.startsWith('draft:'));
    expect(entries.map(({ action, resource }) => [action, resource.locale, resource.revision])).toEqual([
      ['draft:propose', 'de', 2],
      ['draft:reject', 'de', 3],
      ['draft:propose', 'de', 4],
      ['draft:approve', 'de', 5],
    ]);
    const saved = events.filter((event: LocalertEvent) => event.type === 'fixture.saved');
    expect(saved).toHaveLength(5);
    await alerts.close();
  });
});
