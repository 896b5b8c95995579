package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiAppointments;
import dev.carewire.adapter.jdbi.JdbiPatients;
import dev.carewire.adapter.jdbi.JdbiQueueEntries;
import dev.carewire.adapter.jdbi.JdbiRooms;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.JdbiVisits;
import dev.carewire.appointment.AppointmentListener;
import dev.carewire.appointment.AppointmentRecords;
import dev.carewire.appointment.Appointments;
import dev.carewire.appointment.Calendars;
import dev.carewire.care.CareWorkflow;
import dev.carewire.clinic.Clinics;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.Emit;
import dev.carewire.http.Route;
import dev.carewire.patient.Patients;
import dev.carewire.queue.AbandonedEntries;
import dev.carewire.queue.ConsultingRooms;
import dev.carewire.queue.QueuePlaces;
import dev.carewire.queue.QueueRecords;
import dev.carewire.queue.WaitingQueue;
import dev.carewire.record.RecordKind;
import dev.carewire.record.References;
import dev.carewire.rest.AppointmentRoutes;
import dev.carewire.rest.ClinicRoutes;
import dev.carewire.rest.KeptRoutes;
import dev.carewire.rest.PatientRoutes;
import dev.carewire.rest.QueueRoutes;
import dev.carewire.rest.RoomRoutes;
import dev.carewire.rest.VisitRoutes;
import dev.carewire.user.UserDirectory;
import dev.carewire.visit.Visits;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

/** The parts of a clinic's daily work. */
record ClinicParts(
        Clinics clinics,
        Patients patients,
        Appointments appointments,
        WaitingQueue queue,
        AbandonedEntries abandoned,
        Visits visits,
        ConsultingRooms rooms) {

    /**
     * Creates the parts.
     *
     * @param course receives changes of appointments
     * @param longestWait how long a queue entry of an earlier day stays in the queue
     */
    static ClinicParts create(CoreParts base, AppointmentListener course, Duration longestWait) {
        Database database = base.database();
        Transactions transactions = base.transactions();
        Emit emit = base.emit();
        Clock clock = base.clock();
        References references = new References(base.records());
        JdbiAppointments appointments = new JdbiAppointments(database, base.kept());
        JdbiQueueEntries queueEntries = new JdbiQueueEntries(database, base.kept());
        AppointmentRecords appointmentRecords = new AppointmentRecords(
                appointments, new Calendars(appointments, base.clinics()), references, course, emit, clock);
        QueuePlaces places = new QueuePlaces(queueEntries, base.clinics());
        QueueRecords queueRecords = new QueueRecords(queueEntries, places, references, emit, base.clinics(), clock);
        JdbiVisits visits = new JdbiVisits(database, base.kept());
        CareWorkflow flow = new CareWorkflow(appointmentRecords, queueRecords, visits, base.kept());
        return new ClinicParts(
                base.clinics(),
                new Patients(new JdbiPatients(database, base.kept()), transactions, emit, base.clinics(), clock),
                new Appointments(
                        appointments,
                        appointmentRecords,
                        references,
                        flow,
                        course,
                        transactions,
                        emit,
                        base.clinics(),
                        clock),
                new WaitingQueue(queueEntries, queueRecords, references, flow, transactions, clock),
                new AbandonedEntries(
                        queueEntries, queueRecords, flow, transactions, base.clinics(), longestWait, clock),
                new Visits(visits, references, flow, transactions, emit, clock),
                new ConsultingRooms(new JdbiRooms(database, base.kept()), transactions));
    }

    /** The sample clinics of {@code --demo}. */
    static DemoClinic demo(CoreParts base) {
        Database database = base.database();
        return new DemoClinic(
                new JdbiUsers(database, UserDirectory.OPEN),
                new JdbiRooms(database, base.kept()),
                new JdbiPatients(database, base.kept()),
                new JdbiAppointments(database, base.kept()),
                new JdbiQueueEntries(database, base.kept()),
                new JdbiVisits(database, base.kept()),
                base.transactions(),
                base.clinics(),
                base.clock());
    }

    Stream<Route> routes(KeptRoutes kept) {
        return Stream.of(
                        new ClinicRoutes(clinics).routes().stream(),
                        kept.of(RecordKind.PATIENTS, new PatientRoutes(patients).routes()),
                        kept.of(RecordKind.APPOINTMENTS, new AppointmentRoutes(appointments).routes()),
                        kept.of(RecordKind.QUEUE, new QueueRoutes(queue).routes()),
                        kept.of(RecordKind.VISITS, new VisitRoutes(visits).routes()),
                        kept.of(RecordKind.ROOMS, new RoomRoutes(rooms).routes()))
                .flatMap(routes -> routes);
    }
}
