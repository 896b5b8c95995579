package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.appointment.AppointmentListener;
import dev.carewire.appointment.Appointments;
import dev.carewire.billing.Invoices;
import dev.carewire.clinic.Clinics;
import dev.carewire.cluster.Publisher;
import dev.carewire.lab.LabResultListener;
import dev.carewire.lab.LabResults;
import dev.carewire.patient.Patients;
import dev.carewire.prescription.Prescriptions;
import dev.carewire.queue.AbandonedEntries;
import dev.carewire.queue.WaitingQueue;
import dev.carewire.record.KeptRecords;
import dev.carewire.task.TaskAssignmentListener;
import dev.carewire.task.Tasks;
import dev.carewire.user.UserDirectory;
import dev.carewire.user.Users;
import dev.carewire.visit.Visits;
import java.time.Clock;
import java.time.Duration;

/** The features of a clinic's day and its care records as the server wires them, with listeners of the test's own. */
public record WiredClinic(
        Clinics clinics,
        Users users,
        Patients patients,
        Appointments appointments,
        WaitingQueue queue,
        AbandonedEntries abandoned,
        Visits visits,
        Prescriptions prescriptions,
        Invoices invoices,
        Tasks tasks,
        LabResults labResults) {

    public static WiredClinic over(
            Database database,
            Publisher publisher,
            Clock clock,
            KeptRecords kept,
            AppointmentListener appointments,
            TaskAssignmentListener assignments,
            LabResultListener results) {
        CoreParts core = CoreParts.create(database, publisher, clock, kept, UserDirectory.CLOSED, clock.getZone());
        ClinicParts clinic = ClinicParts.create(core, appointments, Duration.ofHours(4));
        CareRecordParts records = CareRecordParts.create(core, assignments, results);
        return new WiredClinic(
                clinic.clinics(),
                UserParts.create(
                                CoreParts.create(database, publisher, clock, kept, UserDirectory.OPEN, clock.getZone()),
                                Duration.ofDays(90))
                        .users(),
                clinic.patients(),
                clinic.appointments(),
                clinic.queue(),
                clinic.abandoned(),
                clinic.visits(),
                records.prescriptions(),
                records.invoices(),
                records.tasks(),
                records.labResults());
    }
}
