package dev.carewire.care;

import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.VisitStatus;
import java.util.List;
import java.util.Map;

/**
 * The states of an appointment, its queue entry and its visit that agree, and what a change of one does to the others. An
 * appointment's entry is the open one, or else the newest; its visit likewise. Each row is the state that a record has
 * changed to. Each column is the state of the other record, in the order of its declaration. Immutable.
 */
public final class CareTable {

    private static final Grid<AppointmentStatus, EntryState> ENTRY_BY_APPOINTMENT = entryByAppointment();
    private static final Grid<EntryState, AppointmentStatus> APPOINTMENT_BY_ENTRY = appointmentByEntry();
    private static final Grid<VisitStatus, EntryState> ENTRY_BY_VISIT = entryByVisit();
    private static final Grid<EntryState, VisitStatus> VISIT_BY_ENTRY = visitByEntry();
    private static final Grid<VisitStatus, AppointmentStatus> APPOINTMENT_BY_VISIT = appointmentByVisit();
    private static final Grid<AppointmentStatus, VisitStatus> VISIT_BY_APPOINTMENT = visitByAppointment();

    private CareTable() {}

    /** The effect of an appointment that has changed to {@code changed} on its entry. */
    public static Effect<EntryState> onEntry(AppointmentStatus changed, EntryState entry) {
        return ENTRY_BY_APPOINTMENT.effect(changed, entry);
    }

    /** The effect of an entry that is new or has changed to {@code changed} on its appointment. */
    public static Effect<AppointmentStatus> onAppointment(EntryState changed, AppointmentStatus appointment) {
        return APPOINTMENT_BY_ENTRY.effect(changed, appointment);
    }

    /** The effect of a visit that is new or has changed to {@code changed} on its entry. */
    public static Effect<EntryState> onEntry(VisitStatus changed, EntryState entry) {
        return ENTRY_BY_VISIT.effect(changed, entry);
    }

    /** The effect of an entry that has changed to {@code changed} on its visit: none, or a rejection. */
    public static Effect<VisitStatus> onVisit(EntryState changed, VisitStatus visit) {
        return VISIT_BY_ENTRY.effect(changed, visit);
    }

    /** The effect of a visit that is new or has changed to {@code changed} on its appointment. */
    public static Effect<AppointmentStatus> onAppointment(VisitStatus changed, AppointmentStatus appointment) {
        return APPOINTMENT_BY_VISIT.effect(changed, appointment);
    }

    /** The effect of an appointment that has changed to {@code changed} on its visit: none, or a rejection. */
    public static Effect<VisitStatus> onVisit(AppointmentStatus changed, VisitStatus visit) {
        return VISIT_BY_APPOINTMENT.effect(changed, visit);
    }

    /** Whether an appointment and its entry may have these states together. */
    public static boolean agree(AppointmentStatus appointment, EntryState entry) {
        return onEntry(appointment, entry) instanceof Effect.Agrees;
    }

    /** Whether a visit and its entry may have these states together. */
    public static boolean agree(VisitStatus visit, EntryState entry) {
        return onVisit(entry, visit) instanceof Effect.Agrees;
    }

    /** Whether a visit and its appointment may have these states together. */
    public static boolean agree(VisitStatus visit, AppointmentStatus appointment) {
        return onVisit(appointment, visit) instanceof Effect.Agrees;
    }

    private static Grid<AppointmentStatus, EntryState> entryByAppointment() {
        Effect<EntryState> ok = new Effect.Agrees<>();
        Effect<EntryState> waits = new Effect.Becomes<>(EntryState.WAITING);
        Effect<EntryState> begins = new Effect.Becomes<>(EntryState.IN_PROGRESS);
        Effect<EntryState> done = new Effect.Becomes<>(EntryState.COMPLETED);
        Effect<EntryState> leaves = new Effect.Becomes<>(EntryState.CANCELLED);
        Effect<EntryState> absent = new Effect.Becomes<>(EntryState.NO_SHOW);
        Effect<EntryState> again = new Effect.Replaced<>(EntryState.WAITING);
        Effect<EntryState> seen = new Effect.Rejected<>(
                "patient has been seen; the appointment can be completed or returned to the provider");
        return Grid.of(
                AppointmentStatus.class,
                EntryState.class,
                Map.ofEntries(
                        Map.entry(AppointmentStatus.PENDING, List.of(ok, leaves, leaves, seen, ok, ok)),
                        Map.entry(AppointmentStatus.SCHEDULED, List.of(ok, leaves, leaves, seen, ok, ok)),
                        Map.entry(AppointmentStatus.CONFIRMED, List.of(ok, leaves, leaves, seen, ok, ok)),
                        Map.entry(AppointmentStatus.RESCHEDULED, List.of(ok, leaves, leaves, seen, ok, ok)),
                        Map.entry(AppointmentStatus.CHECKED_IN, List.of(waits, ok, waits, again, again, again)),
                        Map.entry(AppointmentStatus.IN_ROOM, List.of(waits, ok, ok, begins, ok, ok)),
                        Map.entry(AppointmentStatus.WITH_PROVIDER, List.of(begins, begins, ok, begins, ok, ok)),
                        Map.entry(AppointmentStatus.CHECKOUT, List.of(done, done, done, ok, ok, ok)),
                        Map.entry(AppointmentStatus.COMPLETED, List.of(done, done, done, ok, ok, ok)),
                        Map.entry(AppointmentStatus.CANCELLED, List.of(leaves, leaves, leaves, seen, ok, ok)),
                        Map.entry(AppointmentStatus.NO_SHOW, List.of(absent, absent, absent, seen, ok, ok))));
    }

    private static Grid<EntryState, AppointmentStatus> appointmentByEntry() {
        Effect<AppointmentStatus> ok = new Effect.Agrees<>();
        Effect<AppointmentStatus> back = new Effect.Becomes<>(AppointmentStatus.CONFIRMED);
        Effect<AppointmentStatus> here = new Effect.Becomes<>(AppointmentStatus.CHECKED_IN);
        Effect<AppointmentStatus> begins = new Effect.Becomes<>(AppointmentStatus.WITH_PROVIDER);
        Effect<AppointmentStatus> done = new Effect.Becomes<>(AppointmentStatus.COMPLETED);
        Effect<AppointmentStatus> absent = new Effect.Becomes<>(AppointmentStatus.NO_SHOW);
        Effect<AppointmentStatus> over = new Effect.Rejected<>("appointment is over");
        return Grid.of(
                EntryState.class,
                AppointmentStatus.class,
                Map.of(
                        EntryState.EXPECTED,
                        List.of(ok, ok, ok, ok, back, back, back, back, over, over, back),
                        EntryState.WAITING,
                        List.of(here, here, here, here, ok, ok, here, here, over, over, here),
                        EntryState.IN_PROGRESS,
                        List.of(begins, begins, begins, begins, begins, begins, ok, begins, over, over, begins),
                        EntryState.COMPLETED,
                        List.of(done, done, done, done, done, done, done, ok, ok, over, done),
                        EntryState.CANCELLED,
                        List.of(ok, ok, ok, ok, back, back, back, ok, ok, ok, ok),
                        EntryState.NO_SHOW,
                        List.of(absent, absent, absent, absent, absent, absent, absent, ok, ok, ok, ok)));
    }

    private static Grid<VisitStatus, EntryState> entryByVisit() {
        Effect<EntryState> ok = new Effect.Agrees<>();
        Effect<EntryState> waits = new Effect.Becomes<>(EntryState.WAITING);
        Effect<EntryState> done = new Effect.Becomes<>(EntryState.COMPLETED);
        Effect<EntryState> left = new Effect.Rejected<>("queue entry is over; its patient has left the queue");
        return Grid.of(
                VisitStatus.class,
                EntryState.class,
                Map.of(
                        VisitStatus.DRAFT, List.of(ok, ok, ok, ok, left, left),
                        VisitStatus.OPEN, List.of(ok, ok, ok, ok, left, left),
                        VisitStatus.CLOSED, List.of(done, done, done, ok, ok, ok),
                        VisitStatus.CANCELLED, List.of(ok, ok, waits, ok, ok, ok)));
    }

    private static Grid<EntryState, VisitStatus> visitByEntry() {
        Effect<VisitStatus> ok = new Effect.Agrees<>();
        Effect<VisitStatus> open = new Effect.Rejected<>("visit is not over; close or cancel it first");
        Effect<VisitStatus> closed = new Effect.Rejected<>("visit is closed");
        return Grid.of(
                EntryState.class,
                VisitStatus.class,
                Map.of(
                        EntryState.EXPECTED, List.of(ok, ok, closed, ok),
                        EntryState.WAITING, List.of(ok, ok, closed, ok),
                        EntryState.IN_PROGRESS, List.of(ok, ok, closed, ok),
                        EntryState.COMPLETED, List.of(ok, ok, ok, ok),
                        EntryState.CANCELLED, List.of(open, open, ok, ok),
                        EntryState.NO_SHOW, List.of(open, open, ok, ok)));
    }

    private static Grid<VisitStatus, AppointmentStatus> appointmentByVisit() {
        Effect<AppointmentStatus> ok = new Effect.Agrees<>();
        Effect<AppointmentStatus> done = new Effect.Becomes<>(AppointmentStatus.COMPLETED);
        Effect<AppointmentStatus> over = new Effect.Rejected<>("appointment is over");
        return Grid.of(
                VisitStatus.class,
                AppointmentStatus.class,
                Map.of(
                        VisitStatus.DRAFT, List.of(ok, ok, ok, ok, ok, ok, ok, ok, ok, over, over),
                        VisitStatus.OPEN, List.of(ok, ok, ok, ok, ok, ok, ok, ok, ok, over, over),
                        VisitStatus.CLOSED, List.of(done, done, done, done, done, done, done, done, ok, ok, ok),
                        VisitStatus.CANCELLED, List.of(ok, ok, ok, ok, ok, ok, ok, ok, ok, ok, ok)));
    }

    private static Grid<AppointmentStatus, VisitStatus> visitByAppointment() {
        Effect<VisitStatus> ok = new Effect.Agrees<>();
        Effect<VisitStatus> open = new Effect.Rejected<>("visit is not over; close or cancel it first");
        Effect<VisitStatus> closed = new Effect.Rejected<>("visit is closed");
        return Grid.of(
                AppointmentStatus.class,
                VisitStatus.class,
                Map.ofEntries(
                        Map.entry(AppointmentStatus.PENDING, List.of(ok, ok, closed, ok)),
                        Map.entry(AppointmentStatus.SCHEDULED, List.of(ok, ok, closed, ok)),
                        Map.entry(AppointmentStatus.CONFIRMED, List.of(ok, ok, closed, ok)),
                        Map.entry(AppointmentStatus.RESCHEDULED, List.of(ok, ok, closed, ok)),
                        Map.entry(AppointmentStatus.CHECKED_IN, List.of(ok, ok, closed, ok)),
                        Map.entry(AppointmentStatus.IN_ROOM, List.of(ok, ok, closed, ok)),
                        Map.entry(AppointmentStatus.WITH_PROVIDER, List.of(ok, ok, closed, ok)),
                        Map.entry(AppointmentStatus.CHECKOUT, List.of(ok, ok, closed, ok)),
                        Map.entry(AppointmentStatus.COMPLETED, List.of(ok, ok, ok, ok)),
                        Map.entry(AppointmentStatus.CANCELLED, List.of(open, open, ok, ok)),
                        Map.entry(AppointmentStatus.NO_SHOW, List.of(open, open, ok, ok))));
    }
}
