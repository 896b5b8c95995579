/** derm-app's hooks in React against the server, in both generations of its contract: every frame, and what becomes of it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { COOKIE_TOKEN } from '../fixtures/standard/socket.mjs';
import { Page } from '../fixtures/standard/page.mjs';
import { Server } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { appointmentFor, newPatient } from '../lib/records.mjs';
import { assertShape, isoNow, optional, text } from '../lib/shape.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';
import { sign } from '../lib/tokens.mjs';
import { standard } from '../lib/wire.mjs';

const COMPLIANCE = { user: 'officer', tenant: 'tenant-1', role: 'compliance_officer', name: 'Ola Ient' };

const GENERATIONS = [
  { name: 'first generation', minimal: false, env: {} },
  {
    name: 'second generation',
    minimal: true,
    env: { CAREWIRE_DIALECTS_STANDARD_PHI: 'minimal', CAREWIRE_DIALECTS_STANDARD_AUDIENCE: 'modules' },
  },
];

/** The shape of a body without some of its fields. */
function without(shape, ...names) {
  return Object.fromEntries(Object.entries(shape).filter(([name]) => !names.includes(name)));
}

for (const { name, minimal, env } of GENERATIONS) {
  describe(name, () => {
    let server;
    let doctor;
    let nurse;
    const pages = [];

    const session = (who, accessToken = server.token(who)) => ({ tenantId: who.tenant, accessToken });
    const open = async (who, props = {}) => {
      const page = new Page({ url: server.url, session: session(who), ...props });
      pages.push(page);
      await page.until((view) => view.isConnected, 'connection');
      return page;
    };
    const cut = (shape, ...names) => (minimal ? without(shape, ...names) : shape);

    before(async () => {
      server = await Server.start({ env: { CAREWIRE_PRESENCE_OFFLINE_GRACE: '0s', ...env } });
      doctor = await open(DOCTOR);
      nurse = await open(NURSE);
    });
    after(async () => {
      pages.forEach((page) => page.close());
      await server?.close();
    });

    test('appointments come, change, arrive and are cancelled', async () => {
      const api = server.api(DESK);
      const patient = await newPatient(api, { firstName: 'Ada', lastName: 'Ient' });
      const shown = minimal ? 'A patient' : 'Ada Ient';
      const made = await api.post('/api/appointments', appointmentFor(patient, DOCTOR.user));
      const known = { id: made._id, patientId: patient._id, patientName: 'Ada Ient', status: 'scheduled' };
      const created = standard.appointment(known);
      created.appointment = cut(created.appointment, 'patientName');
      assertShape(await doctor.frame('appointment:created'), created);

      await api.post(`/api/appointments/${made._id}/checkin`, {});
      const arrival = cut(
        standard.checkedIn({ appointmentId: made._id, patientId: patient._id, patientName: 'Ada Ient' }),
        'patientName',
      );
      assertShape(await doctor.frame('patient:checkin'), arrival);
      assertShape(await doctor.frame('appointment:checkedin'), arrival);
      await doctor.until(({ appointments }) => appointments.toasts.includes(`${shown} has arrived`), 'toast');

      const other = await api.post('/api/appointments', appointmentFor(patient, DOCTOR.user));
      await api.post(`/api/appointments/${other._id}/cancel`, { reason: 'Marker reason' });
      const cancelled = standard.cancelled({ appointmentId: other._id, reason: optional(text) });
      assertShape(await doctor.frame('appointment:cancelled', (body) => body.appointmentId === other._id), cancelled);
      await doctor.until(({ appointments }) => appointments.appointments[other._id] === 'cancelled', 'cancellation');
    });

    test('messages are shown in their thread and announced outside', async () => {
      const thread = await server.api(DOCTOR).post('/api/threads', { memberIds: [NURSE.user] });
      doctor.show({ threadId: thread.id });
      nurse.show({ threadId: thread.id });
      await doctor.view.socket.emitWithAck('message:join-thread', thread.id);
      await nurse.view.socket.emitWithAck('message:join-thread', thread.id);

      doctor.view.thread.type();
      const typing = standard.typing({ threadId: thread.id, userId: DOCTOR.user, userName: DOCTOR.name, isTyping: true });
      assertShape(await nurse.frame('message:typing'), typing);
      await nurse.until((view) => view.thread.typing.includes(DOCTOR.name), 'typing');
      assert.deepEqual(doctor.frames.filter(([event]) => event === 'message:typing'), []);

      const message = await server.api(DOCTOR).post(`/api/threads/${thread.id}/messages`, { body: 'Marker body' });
      assertShape(
        await nurse.frame('message:new'),
        standard.message({ id: message.id, threadId: thread.id, body: 'Marker body', sender: DOCTOR.user }),
      );
      const preview = minimal ? 'New message' : 'Marker body';
      const announcement = standard.announcement({ threadId: thread.id, messageId: message.id, sender: DOCTOR.user, preview });
      assertShape(await nurse.frame('message:notification'), cut(announcement, 'sender'));
      const { toasts } = (await nurse.until((view) => view.notifications.toasts.length > 0, 'toast')).notifications;
      assert.deepEqual(toasts.map(({ text: shown }) => shown), [preview]);
      assertShape(await nurse.frame('message:unread-count'), standard.unread(1));

      await server.api(NURSE).post(`/api/threads/${thread.id}/read`, {});
      assertShape(
        await doctor.frame('message:read'),
        standard.read({ messageId: message.id, threadId: thread.id, readBy: NURSE.user }),
      );
      await doctor.until((view) => view.thread.readUpTo === message.id, 'receipt');
    });

    test('notifications become toasts, urgent ones sticky', async () => {
      const sent = await server.api(DESK).post('/api/notifications', {
        userId: NURSE.user,
        type: 'lab_result_ready',
        title: 'URGENT: Lab Result Ready',
        message: 'Lab results ready for Ada Ient: Biopsy',
        priority: 'urgent',
        relatedEntityType: 'order',
        relatedEntityId: 'o-1',
        actionUrl: '/orders/o-1',
      });
      const message = minimal ? 'Lab results are ready' : sent.message;
      assertShape(await nurse.frame('notification:new'), { timestamp: isoNow, notification: { ...sent, message } });
      await nurse.until(
        (view) => view.notifications.toasts.some((toast) => toast.sticky && toast.text === message),
        'sticky toast',
      );
    });

    test('presence: who comes, who is away, who has the chart open, who is gone', async () => {
      const desk = await open(DESK);
      const came = { userId: DESK.user, userName: DESK.name, status: 'online' };
      assertShape(await nurse.frame('user:online', (body) => body.userId === DESK.user), standard.presence(came));
      desk.view.presence.setStatus('away');
      assertShape(await nurse.frame('user:status'), standard.presence({ ...came, status: 'away' }));

      const patient = await newPatient(server.api(DESK), { firstName: 'Ada', lastName: 'Ient' });
      nurse.show({ patientId: patient._id });
      await nurse.frame('patient:viewers', (body) => body.patientId === patient._id);
      desk.show({ patientId: patient._id });
      const seen = await nurse.frame('patient:viewing', (body) => body.userId === DESK.user);
      assertShape(
        seen,
        standard.viewing({ userId: DESK.user, userName: DESK.name, patientId: patient._id, isViewing: true, startedAt: isoNow }),
      );
      await nurse.until((view) => view.presence.viewers.includes(DESK.name), 'viewer');

      desk.close();
      pages.splice(pages.indexOf(desk), 1);
      const gone = await nurse.frame('patient:viewing', (body) => body.userId === DESK.user && !body.isViewing);
      assertShape(gone, standard.viewing({ userId: DESK.user, patientId: patient._id, isViewing: false }));
      assertShape(
        await nurse.frame('user:offline', (body) => body.userId === DESK.user),
        standard.presence({ ...came, status: 'offline' }),
      );
      await doctor.frame('user:offline', (body) => body.userId === DESK.user);
      const others = doctor.frames.filter(([event, body]) => event === 'patient:viewing' && body.userId === DESK.user);
      assert.equal(others.length, minimal ? 0 : 2);
    });

    test('a message is announced once, to those whose modules it is for', async () => {
      const officer = await open(COMPLIANCE);
      const thread = await server.api(DOCTOR).post('/api/threads', { memberIds: [NURSE.user] });
      await server.api(DOCTOR).post(`/api/threads/${thread.id}/messages`, { body: 'Marker body' });
      const patient = await newPatient(server.api(DESK), {});
      await server.api(DESK).put(`/api/patients/${patient._id}`, { lastName: 'Ient-Marker' });
      await officer.frame('patient:updated', (body) => body.patient.id === patient._id);
      await nurse.frame('patient:updated', (body) => body.patient.id === patient._id);

      const announced = (page) =>
        page.frames.filter(([event, body]) => event === 'message:notification' && body.threadId === thread.id).length;
      assert.equal(announced(officer), minimal ? 0 : 1);
      assert.equal(announced(nurse), 1);
    });

    test('a token that is refused is renewed once, and the page connects', async () => {
      let renewed = 0;
      const refresh = async () => {
        renewed += 1;
        return server.token(DOCTOR);
      };
      const page = new Page({ url: server.url, session: session(DOCTOR, 'forged'), refresh });
      pages.push(page);

      const view = await page.until(({ isConnected }) => isConnected, 'connection');
      assert.equal(view.lastError, 'Invalid authentication token');
      assert.equal(renewed, 1);
    });

    test('the token may be in the cookie of the handshake', async () => {
      const cookie = `derm_staff_access=${server.token(DOCTOR)}`;
      const options = { withCredentials: true, extraHeaders: { cookie } };
      await open(DOCTOR, { session: session(DOCTOR, COOKIE_TOKEN), options });
      await open(DOCTOR, { session: session(DOCTOR, COOKIE_TOKEN), options: { ...options, transports: ['websocket'] } });
    });

    test('who has to set another password is told so and not asked to renew the token', async () => {
      const claims = { id: 'dr-chen', tenantId: 'tenant-1', role: 'doctor', passwordResetRequired: true };
      const token = sign(server.secret, claims);
      assert.equal(
        await server.client(STANDARD, { token, tenantId: 'tenant-1' }).refusal(),
        'Password reset required',
      );
    });
  });
}
