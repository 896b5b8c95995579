package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiInvoices;
import dev.carewire.adapter.jdbi.JdbiLabResults;
import dev.carewire.adapter.jdbi.JdbiPrescriptions;
import dev.carewire.adapter.jdbi.JdbiTasks;
import dev.carewire.billing.Invoices;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.Emit;
import dev.carewire.http.Route;
import dev.carewire.lab.LabResultListener;
import dev.carewire.lab.LabResults;
import dev.carewire.prescription.Prescriptions;
import dev.carewire.record.RecordKind;
import dev.carewire.record.References;
import dev.carewire.rest.InvoiceRoutes;
import dev.carewire.rest.KeptRoutes;
import dev.carewire.rest.LabRoutes;
import dev.carewire.rest.PrescriptionRoutes;
import dev.carewire.rest.TaskRoutes;
import dev.carewire.task.TaskAssignmentListener;
import dev.carewire.task.Tasks;
import java.time.Clock;
import java.util.stream.Stream;

/** The parts of care records: prescriptions, invoices, tasks and laboratory results. */
record CareRecordParts(Prescriptions prescriptions, Invoices invoices, Tasks tasks, LabResults labResults) {

    /**
     * Creates the parts.
     *
     * @param assignments notified of each task that a user becomes responsible for
     * @param results notified of each result
     */
    static CareRecordParts create(CoreParts base, TaskAssignmentListener assignments, LabResultListener results) {
        Database database = base.database();
        Transactions transactions = base.transactions();
        Emit emit = base.emit();
        Clock clock = base.clock();
        References references = new References(base.records());
        return new CareRecordParts(
                new Prescriptions(new JdbiPrescriptions(database, base.kept()), references, transactions, emit, clock),
                new Invoices(
                        new JdbiInvoices(database, base.kept()), references, transactions, emit, base.clinics(), clock),
                new Tasks(new JdbiTasks(database, base.kept()), references, assignments, transactions, emit, clock),
                new LabResults(
                        new JdbiLabResults(database, base.kept()), references, results, transactions, emit, clock));
    }

    Stream<Route> routes(KeptRoutes kept) {
        return Stream.of(
                        kept.of(RecordKind.PRESCRIPTIONS, new PrescriptionRoutes(prescriptions).routes()),
                        kept.of(RecordKind.INVOICES, new InvoiceRoutes(invoices).routes()),
                        kept.of(RecordKind.TASKS, new TaskRoutes(tasks).routes()),
                        kept.of(RecordKind.LABS, new LabRoutes(labResults).routes()))
                .flatMap(routes -> routes);
    }
}
