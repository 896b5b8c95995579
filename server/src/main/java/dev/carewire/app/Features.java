package dev.carewire.app;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiAlarmMemory;
import dev.carewire.adapter.jdbi.JdbiAppointments;
import dev.carewire.adapter.jdbi.JdbiAttachments;
import dev.carewire.adapter.jdbi.JdbiCharts;
import dev.carewire.adapter.jdbi.JdbiInvoices;
import dev.carewire.adapter.jdbi.JdbiLabResults;
import dev.carewire.adapter.jdbi.JdbiMemberships;
import dev.carewire.adapter.jdbi.JdbiMessageRevisions;
import dev.carewire.adapter.jdbi.JdbiMessages;
import dev.carewire.adapter.jdbi.JdbiParticipants;
import dev.carewire.adapter.jdbi.JdbiPatients;
import dev.carewire.adapter.jdbi.JdbiPrescriptions;
import dev.carewire.adapter.jdbi.JdbiQueueEntries;
import dev.carewire.adapter.jdbi.JdbiRooms;
import dev.carewire.adapter.jdbi.JdbiTasks;
import dev.carewire.adapter.jdbi.JdbiThreads;
import dev.carewire.adapter.jdbi.JdbiThresholds;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.JdbiVisits;
import dev.carewire.adapter.jdbi.JdbiVitals;
import dev.carewire.app.config.MessagingConfig;
import dev.carewire.appointment.AppointmentRecords;
import dev.carewire.appointment.Appointments;
import dev.carewire.billing.Invoices;
import dev.carewire.call.Calls;
import dev.carewire.cluster.Alarms;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.CallEmit;
import dev.carewire.emit.Emit;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.lab.LabResults;
import dev.carewire.messaging.AttachmentFiles;
import dev.carewire.messaging.MessageAttachments;
import dev.carewire.messaging.MessageChanges;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadMembers;
import dev.carewire.notification.Notifications;
import dev.carewire.patient.Patients;
import dev.carewire.prescription.Prescriptions;
import dev.carewire.presence.Presence;
import dev.carewire.queue.QueueRecords;
import dev.carewire.queue.WaitingQueue;
import dev.carewire.task.Tasks;
import dev.carewire.user.Users;
import dev.carewire.visit.Visits;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.VitalRules;
import dev.carewire.vitals.Vitals;
import java.time.Clock;

/** The clinic's features over one database. */
record Features(
        Patients patients,
        Appointments appointments,
        WaitingQueue queue,
        Visits visits,
        Prescriptions prescriptions,
        Invoices invoices,
        Tasks tasks,
        LabResults labResults,
        Users users,
        Messaging messaging,
        ThreadMembers threadMembers,
        MessageChanges messageChanges,
        MessageAttachments attachments,
        Calls calls,
        Presence presence,
        Thresholds thresholds,
        Vitals vitals) {

    /**
     * Puts the features together.
     *
     * @param files hold attachments
     * @param vitalRules how measured values are kept and when they alert
     * @param clock in the clinic's time zone, in whole milliseconds
     */
    static Features over(
            Database database,
            AttachmentFiles files,
            MessagingConfig messagingConfig,
            VitalRules vitalRules,
            Publisher publisher,
            Notifications notifications,
            Alarms alarms,
            Clock clock) {
        Emit emit = new Emit(publisher, clock);
        MessagingEmit messagingEmit = new MessagingEmit(publisher, clock);
        Transactions transactions = new JdbiTransactions(database);
        JdbiParticipants participants = new JdbiParticipants(database);
        JdbiAppointments appointments = new JdbiAppointments(database);
        JdbiQueueEntries queueEntries = new JdbiQueueEntries(database);
        AppointmentRecords appointmentRecords = new AppointmentRecords(appointments, participants, emit, clock);
        QueueRecords queueRecords = new QueueRecords(queueEntries, participants, emit, clock);
        CareFlow flow = new CareFlow(appointmentRecords, queueRecords);
        CareNews news = new CareNews(notifications);
        JdbiCharts charts = new JdbiCharts(database);
        JdbiAlarmMemory alarmMemory = new JdbiAlarmMemory(database);
        Thresholds thresholds = new Thresholds(charts, new JdbiThresholds(database), alarmMemory, transactions, emit);
        JdbiThreads threads = new JdbiThreads(database);
        JdbiMessages messages = new JdbiMessages(database);
        MessageAttachments attachments = new MessageAttachments(
                transactions, threads, new JdbiAttachments(database), files, messagingConfig.attachments(), clock);
        Messaging messaging = new Messaging(transactions, threads, messages, attachments, emit, alarms, clock);
        return new Features(
                new Patients(new JdbiPatients(database), transactions, emit, clock),
                new Appointments(appointments, appointmentRecords, participants, flow, transactions, emit, clock),
                new WaitingQueue(
                        queueEntries, queueRecords, new JdbiRooms(database), participants, flow, transactions, clock),
                new Visits(new JdbiVisits(database), participants, flow, transactions, emit, clock),
                new Prescriptions(new JdbiPrescriptions(database), participants, transactions, emit, clock),
                new Invoices(new JdbiInvoices(database), participants, transactions, emit, clock),
                new Tasks(new JdbiTasks(database), participants, news, transactions, emit, clock),
                new LabResults(new JdbiLabResults(database), participants, news, transactions, emit, clock),
                new Users(new JdbiUsers(database)),
                messaging,
                new ThreadMembers(transactions, threads, new JdbiMemberships(database), emit, messagingEmit, clock),
                new MessageChanges(
                        transactions,
                        threads,
                        messages,
                        new JdbiMessageRevisions(database),
                        attachments,
                        messagingEmit,
                        messagingConfig.editWindow(),
                        clock),
                attachments,
                new Calls(messaging::requireShared, new CallEmit(publisher, clock), alarms),
                new Presence(emit, clock),
                thresholds,
                new Vitals(
                        charts,
                        new JdbiVitals(database),
                        thresholds,
                        alarmMemory,
                        new HealthAlerts(notifications),
                        transactions,
                        emit,
                        vitalRules,
                        clock));
    }

    /** The sample clinics of {@code --demo}, for the same database. */
    static DemoClinic demoIn(Database database, Clock clock) {
        return new DemoClinic(
                new JdbiUsers(database),
                new JdbiRooms(database),
                new JdbiPatients(database),
                new JdbiAppointments(database),
                new JdbiQueueEntries(database),
                new JdbiVisits(database),
                new JdbiTransactions(database),
                clock);
    }
}
