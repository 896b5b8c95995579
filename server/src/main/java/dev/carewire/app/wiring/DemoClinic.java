package dev.carewire.app.wiring;

import dev.carewire.appointment.AppointmentRepository;
import dev.carewire.clinic.ClinicZones;
import dev.carewire.cluster.Transactions;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.patient.PatientRepository;
import dev.carewire.queue.QueueRepository;
import dev.carewire.queue.RoomRepository;
import dev.carewire.text.ExtraFields;
import dev.carewire.user.UserRepository;
import dev.carewire.visit.VisitRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Fills two clinics with fictitious people and data around the present time, for demos. Ids are the same on every
 * start. Each clinic has patients {@code pat-1} to {@code pat-8}, appointments {@code apt-1} to {@code apt-8}, queue
 * entries {@code queue-1} to {@code queue-3}, {@code visit-1}, and rooms {@code room-1} to {@code room-3}. No event
 * announces these rows. Blocks.
 */
public final class DemoClinic {

    private static final Duration SLOT = Duration.ofMinutes(30);

    private final UserRepository users;
    private final RoomRepository rooms;
    private final PatientRepository patients;
    private final AppointmentRepository appointments;
    private final QueueRepository queue;
    private final VisitRepository visits;
    private final Transactions transactions;
    private final ClinicZones zones;
    private final Clock clock;

    /**
     * A demo in these repositories.
     *
     * @param zones for the current day
     * @param clock ticks in milliseconds
     */
    public DemoClinic(
            UserRepository users,
            RoomRepository rooms,
            PatientRepository patients,
            AppointmentRepository appointments,
            QueueRepository queue,
            VisitRepository visits,
            Transactions transactions,
            ClinicZones zones,
            Clock clock) {
        this.users = users;
        this.rooms = rooms;
        this.patients = patients;
        this.appointments = appointments;
        this.queue = queue;
        this.visits = visits;
        this.transactions = transactions;
        this.zones = zones;
        this.clock = clock;
    }

    /** Fills each of the two clinics that has no staff yet. */
    public void seed() {
        for (DemoPeople people : DemoPeople.ALL) {
            transactions.inTransaction(() -> {
                if (users.list(people.tenant()).isEmpty()) {
                    fill(people);
                }
            });
        }
    }

    private void fill(DemoPeople people) {
        TenantId tenant = people.tenant();
        Instant now = clock.instant();
        users.put(tenant, people.staff());
        List<RoomSnapshot> places = List.of(
                new RoomSnapshot("room-1", "Consulting room 1", "101"),
                new RoomSnapshot("room-2", "Consulting room 2", "102"),
                new RoomSnapshot("room-3", "Treatment room", "103"));
        places.forEach(place -> rooms.put(tenant, place));
        List<PatientSnapshot> sick = register(people, now);
        List<AppointmentSnapshot> day = schedule(people, sick, now);
        fillWaitingQueue(tenant, day, places, now);
    }

    private List<PatientSnapshot> register(DemoPeople people, Instant now) {
        List<PatientSnapshot> registered = new ArrayList<>();
        for (String name : people.patients()) {
            int number = registered.size() + 1;
            String[] parts = name.split(" ", 2);
            PatientSnapshot patient = new PatientSnapshot(
                    "pat-" + number,
                    patients.nextCode(people.tenant()),
                    parts[0],
                    parts[1],
                    Optional.of(LocalDate.of(1942 + 8 * number, number, 3 * number)),
                    Optional.of("+1 555 01" + number + "0"),
                    Optional.of(parts[0].toLowerCase(Locale.ROOT) + "@example.org"),
                    Optional.of("Coastal Health"),
                    0,
                    now,
                    now,
                    ExtraFields.NONE);
            patients.insert(people.tenant(), patient);
            registered.add(patient);
        }
        return registered;
    }

    /** One appointment per patient, every half hour, starting an hour and a half ago as far as today allows. */
    private List<AppointmentSnapshot> schedule(DemoPeople people, List<PatientSnapshot> sick, Instant now) {
        Instant first = clampToDay(
                today(people.tenant()), now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(90)), sick.size());
        List<AppointmentStatus> statuses =
                List.of(AppointmentStatus.COMPLETED, AppointmentStatus.WITH_PROVIDER, AppointmentStatus.CHECKED_IN);
        List<AppointmentSnapshot> day = new ArrayList<>();
        for (PatientSnapshot patient : sick) {
            int index = day.size();
            AppointmentStatus status = index < statuses.size() ? statuses.get(index) : AppointmentStatus.SCHEDULED;
            boolean queued = status == AppointmentStatus.WITH_PROVIDER || status == AppointmentStatus.CHECKED_IN;
            Instant start = first.plus(SLOT.multipliedBy(index));
            AppointmentSnapshot appointment = new AppointmentSnapshot(
                    "apt-" + (index + 1),
                    appointments.nextCode(people.tenant()),
                    patient,
                    people.doctors().get(index % people.doctors().size()),
                    Optional.of(people.locationId()),
                    Optional.of(people.clinic()),
                    Optional.empty(),
                    start,
                    start.plus(SLOT),
                    status,
                    index % 2 == 0 ? "consultation" : "follow-up",
                    Optional.of(index % 2 == 0 ? "Consultation" : "Follow-up"),
                    false,
                    queued ? Optional.of(nextTicket(people.tenant(), QueueKind.APPOINTMENT)) : Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    now,
                    now,
                    ExtraFields.NONE);
            appointments.insert(people.tenant(), appointment);
            day.add(appointment);
        }
        return day;
    }

    private ZonedDateTime today(TenantId tenant) {
        return zones.dayOf(tenant, clock.instant()).atStartOfDay(zones.zoneOf(tenant));
    }

    /** The wanted start, shifted so that all slots are on that day. */
    private static Instant clampToDay(ZonedDateTime day, Instant wanted, int slots) {
        Instant earliest = day.toInstant();
        Instant latest = day.plusDays(1).toInstant().minus(SLOT.multipliedBy(slots));
        return wanted.isBefore(earliest) ? earliest : wanted.isAfter(latest) ? latest : wanted;
    }

    /** The second patient is with the doctor, the third one waits, and another one walked in. */
    private void fillWaitingQueue(
            TenantId tenant, List<AppointmentSnapshot> day, List<RoomSnapshot> places, Instant now) {
        AppointmentSnapshot begun = day.get(1);
        AppointmentSnapshot next = day.get(2);
        PatientSnapshot walkIn = day.get(day.size() - 1).patient();
        Instant called = now.minus(Duration.ofMinutes(5));
        queue.insert(
                tenant,
                queueEntry(
                        "queue-1",
                        begun.queueNumber().orElseThrow(),
                        begun.patient(),
                        Optional.of(begun),
                        Optional.of(places.get(0)),
                        now.minus(Duration.ofMinutes(25)),
                        Optional.of(called)));
        queue.insert(
                tenant,
                queueEntry(
                        "queue-2",
                        next.queueNumber().orElseThrow(),
                        next.patient(),
                        Optional.of(next),
                        Optional.empty(),
                        now.minus(Duration.ofMinutes(12)),
                        Optional.empty()));
        queue.insert(
                tenant,
                queueEntry(
                        "queue-3",
                        nextTicket(tenant, QueueKind.WALK_IN),
                        walkIn,
                        Optional.empty(),
                        Optional.empty(),
                        now.minus(Duration.ofMinutes(4)),
                        Optional.empty()));
        visits.insert(
                tenant,
                new VisitSnapshot(
                        "visit-1",
                        visits.nextCode(tenant),
                        begun.patient(),
                        begun.doctor(),
                        VisitStatus.OPEN,
                        Optional.of(begun.id()),
                        Optional.of("queue-1"),
                        Optional.of("Check-up"),
                        Optional.empty(),
                        called,
                        Optional.empty(),
                        called,
                        called,
                        List.of(),
                        ExtraFields.NONE));
    }

    private static QueueEntrySnapshot queueEntry(
            String id,
            String ticket,
            PatientSnapshot patient,
            Optional<AppointmentSnapshot> appointment,
            Optional<RoomSnapshot> room,
            Instant since,
            Optional<Instant> called) {
        Optional<StaffSnapshot> doctor = appointment.map(AppointmentSnapshot::doctor);
        return new QueueEntrySnapshot(
                id,
                ticket,
                appointment.isPresent() ? QueueKind.APPOINTMENT : QueueKind.WALK_IN,
                patient,
                appointment.map(AppointmentSnapshot::id),
                Optional.empty(),
                doctor,
                room,
                called.isPresent() ? QueueStatus.IN_PROGRESS : QueueStatus.WAITING,
                0,
                true,
                Optional.of("desk"),
                Optional.empty(),
                since,
                Optional.of(since),
                called,
                called,
                Optional.empty(),
                since,
                called.orElse(since),
                ExtraFields.NONE);
    }

    private String nextTicket(TenantId tenant, QueueKind kind) {
        return queue.nextTicket(tenant, kind, zones.dayOf(tenant, clock.instant()));
    }
}
