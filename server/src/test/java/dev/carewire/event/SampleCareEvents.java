package dev.carewire.event;

import static dev.carewire.event.SampleEvents.AT;
import static dev.carewire.event.SampleEvents.DOCTOR;
import static dev.carewire.event.SampleEvents.PATIENT;
import static dev.carewire.event.SampleEvents.event;

import dev.carewire.event.BillingEvents.InvoiceUpdated;
import dev.carewire.event.BillingEvents.PaymentPosted;
import dev.carewire.event.BillingEvents.PaymentReceived;
import dev.carewire.event.BiopsyEvents.BiopsyCreated;
import dev.carewire.event.BiopsyEvents.BiopsyResultReceived;
import dev.carewire.event.BiopsyEvents.BiopsyReviewed;
import dev.carewire.event.BiopsyEvents.BiopsyUpdated;
import dev.carewire.event.BulkEvents.RecordsBulkUpdated;
import dev.carewire.event.ClaimEvents.ClaimCreated;
import dev.carewire.event.ClaimEvents.ClaimDenied;
import dev.carewire.event.ClaimEvents.ClaimPaid;
import dev.carewire.event.ClaimEvents.ClaimStatusChanged;
import dev.carewire.event.ClaimEvents.ClaimSubmitted;
import dev.carewire.event.ClaimEvents.ClaimUpdated;
import dev.carewire.event.EncounterEvents.EncounterCompleted;
import dev.carewire.event.EncounterEvents.EncounterCreated;
import dev.carewire.event.EncounterEvents.EncounterSigned;
import dev.carewire.event.EncounterEvents.EncounterUpdated;
import dev.carewire.event.FlowEvents.PatientFlow;
import dev.carewire.event.FlowEvents.RoomStatusChanged;
import dev.carewire.event.LabEvents.LabResultCreated;
import dev.carewire.event.LabEvents.LabResultUpdated;
import dev.carewire.event.PatientEvents.BalanceChanged;
import dev.carewire.event.PatientEvents.InsuranceInfo;
import dev.carewire.event.PatientEvents.InsuranceVerified;
import dev.carewire.event.PrescriptionEvents.PrescriptionCreated;
import dev.carewire.event.PrescriptionEvents.PrescriptionSent;
import dev.carewire.event.PrescriptionEvents.PrescriptionStatusChanged;
import dev.carewire.event.PriorAuthEvents.PriorAuthApproved;
import dev.carewire.event.PriorAuthEvents.PriorAuthCreated;
import dev.carewire.event.PriorAuthEvents.PriorAuthDenied;
import dev.carewire.event.PriorAuthEvents.PriorAuthStatusChanged;
import dev.carewire.event.TaskEvents.TaskCreated;
import dev.carewire.event.TaskEvents.TaskUpdated;
import dev.carewire.fixture.LabResultSnapshotBuilder;
import dev.carewire.fixture.TaskSnapshotBuilder;
import dev.carewire.text.ExtraFields;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Sample events of prescriptions, billing, tasks, laboratory and other patient care. All people are fictitious. */
final class SampleCareEvents {

    private static final PrescriptionSnapshot PRESCRIPTION = new PrescriptionSnapshot(
            "rx-1",
            PATIENT,
            DOCTOR,
            Optional.of("visit-1"),
            "Hydrocortisone 1 %",
            Optional.of("Twice a day, thinly"),
            PrescriptionStatus.PENDING,
            Optional.empty(),
            AT,
            AT,
            ExtraFields.NONE);

    private static final InvoiceSnapshot INVOICE = new InvoiceSnapshot(
            "inv-1",
            "INV-0001",
            PATIENT,
            Optional.of("visit-1"),
            InvoiceStatus.PARTIAL,
            12_000,
            2_000,
            AT,
            AT,
            ExtraFields.NONE);

    private static final TaskSnapshot TASK = new TaskSnapshot(
            "task-1",
            "Call the lab",
            Optional.of("About the biopsy"),
            TaskPriority.HIGH,
            TaskStatus.COMPLETED,
            Optional.of(PATIENT),
            Optional.of(DOCTOR),
            "nurse-ada",
            Optional.of(LocalDate.of(2026, 11, 23)),
            Optional.of(AT),
            AT.minusSeconds(60),
            AT,
            ExtraFields.NONE);

    private static final TaskSnapshot BARE_TASK = new TaskSnapshotBuilder(
                    "task-2", "Order gloves", TaskPriority.LOW, TaskStatus.OPEN, "nurse-ada", AT, AT)
            .build();

    private static final LabResultSnapshot LAB_RESULT = new LabResultSnapshot(
            "lab-1",
            PATIENT,
            DOCTOR,
            Optional.of("visit-1"),
            "Punch biopsy",
            LabStatus.REVIEWED,
            Optional.of(LabFlag.PANIC_VALUE),
            Optional.of("Atypical cells"),
            Optional.of(AT),
            Optional.of("dr-chen"),
            Optional.of(AT),
            AT.minusSeconds(3_600),
            AT,
            ExtraFields.NONE);

    private static final LabResultSnapshot LAB_ORDER =
            new LabResultSnapshotBuilder("lab-2", PATIENT, DOCTOR, "CBC", LabStatus.ORDERED, AT, AT).build();

    private static final PatientFlow FLOW = new PatientFlow(
            "flow-1",
            "apt-1",
            "pat-1",
            Optional.of("room-1"),
            Optional.of("harbor"),
            Optional.of("dr-chen"),
            FlowStatus.READY_FOR_PROVIDER,
            Optional.of(FlowStatus.VITALS_COMPLETE),
            Optional.of(AT),
            Optional.of("Marisol Quintero"),
            Optional.of("101"));

    private static final PatientFlow BARE_FLOW = new PatientFlow(
            "flow-2",
            "apt-2",
            "pat-2",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            FlowStatus.CHECKED_IN,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final EncounterSnapshot ENCOUNTER = new EncounterSnapshot(
            "enc-1",
            "pat-1",
            Optional.of("Marisol Quintero"),
            "dr-chen",
            Optional.of("Wei Chen"),
            Optional.of("apt-1"),
            EncounterStatus.IN_PROGRESS,
            Optional.of("Rash"),
            AT.minusSeconds(60),
            AT,
            ExtraFields.NONE);

    private static final EncounterSnapshot BARE_ENCOUNTER = new EncounterSnapshot(
            "enc-2",
            "pat-1",
            Optional.empty(),
            "dr-chen",
            Optional.empty(),
            Optional.empty(),
            EncounterStatus.DRAFT,
            Optional.empty(),
            AT,
            AT,
            ExtraFields.NONE);

    private static final BiopsySnapshot BIOPSY = new BiopsySnapshot(
            "bio-1",
            "pat-1",
            Optional.of("Marisol Quintero"),
            "dr-chen",
            Optional.of("Wei Chen"),
            BiopsyStatus.RECEIVED_BY_LAB,
            "Left forearm",
            "Punch",
            "Harbor Pathology",
            Optional.of("HP-77"),
            Optional.of("Benign nevus"),
            AT.minusSeconds(60),
            Optional.of(AT),
            ExtraFields.NONE);

    private static final BiopsySnapshot BARE_BIOPSY = new BiopsySnapshot(
            "bio-2",
            "pat-1",
            Optional.empty(),
            "dr-chen",
            Optional.empty(),
            BiopsyStatus.ORDERED,
            "Scalp",
            "Shave",
            "Harbor Pathology",
            Optional.empty(),
            Optional.empty(),
            AT,
            Optional.empty(),
            ExtraFields.NONE);

    private static final ClaimSnapshot CLAIM = new ClaimSnapshot(
            "claim-1",
            "CLM-0001",
            "pat-1",
            Optional.of("Marisol Quintero"),
            Optional.of("enc-1"),
            ClaimStatus.DENIED,
            12_000,
            Optional.of("payer-9"),
            Optional.of("Coastal Health"),
            Optional.of(LocalDate.of(2026, 11, 19)),
            Optional.of(AT),
            Optional.of("clean"),
            Optional.of("Not covered"),
            Optional.of("pending"),
            ExtraFields.NONE);

    private static final ClaimSnapshot BARE_CLAIM = new ClaimSnapshot(
            "claim-2",
            "CLM-0002",
            "pat-1",
            Optional.empty(),
            Optional.empty(),
            ClaimStatus.DRAFT,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ExtraFields.NONE);

    private static final PaymentSnapshot PAYMENT = new PaymentSnapshot(
            "pay-1",
            "pat-1",
            Optional.of("Marisol Quintero"),
            Optional.of("claim-1"),
            2_000,
            LocalDate.of(2026, 11, 20),
            Optional.of("card"),
            Optional.of("Coastal Health"),
            AT,
            ExtraFields.NONE);

    private static final PaymentSnapshot BARE_PAYMENT = new PaymentSnapshot(
            "pay-2",
            "pat-1",
            Optional.empty(),
            Optional.empty(),
            1,
            LocalDate.of(2026, 11, 20),
            Optional.empty(),
            Optional.empty(),
            AT,
            ExtraFields.NONE);

    private static final PriorAuthSnapshot PRIOR_AUTH = new PriorAuthSnapshot(
            "auth-1",
            "pat-1",
            Optional.of("Marisol Quintero"),
            PriorAuthStatus.APPROVED,
            "Phototherapy",
            Optional.of("Coastal Gold"),
            Optional.of("AUTH-7"),
            Optional.of(LocalDate.of(2027, 5, 31)),
            AT.minusSeconds(60),
            AT,
            ExtraFields.NONE);

    private static final PriorAuthSnapshot BARE_PRIOR_AUTH = new PriorAuthSnapshot(
            "auth-2",
            "pat-1",
            Optional.empty(),
            PriorAuthStatus.PENDING,
            "Phototherapy",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            AT,
            AT,
            ExtraFields.NONE);

    private SampleCareEvents() {}

    static List<Event<?>> all() {
        return List.of(
                event(PrescriptionEvents.PRESCRIPTION_CREATED, new PrescriptionCreated(PRESCRIPTION)),
                event(
                        PrescriptionEvents.PRESCRIPTION_SENT,
                        new PrescriptionSent("rx-1", "pat-1", "Hydrocortisone 1 %")),
                event(
                        PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED,
                        new PrescriptionStatusChanged("rx-1", PrescriptionStatus.FILLED)),
                event(BillingEvents.INVOICE_UPDATED, new InvoiceUpdated(INVOICE)),
                event(BillingEvents.PAYMENT_RECEIVED, new PaymentReceived(PAYMENT)),
                event(BillingEvents.PAYMENT_RECEIVED, new PaymentReceived(BARE_PAYMENT)),
                event(BillingEvents.PAYMENT_POSTED, new PaymentPosted("pay-1", "pat-1", 2_000)),
                event(
                        PatientEvents.INSURANCE_VERIFIED,
                        new InsuranceVerified(
                                "pat-1",
                                new InsuranceInfo(
                                        true, Optional.of("Coastal Health"), Optional.of("Gold"), Optional.of("M-1")))),
                event(
                        PatientEvents.INSURANCE_VERIFIED,
                        new InsuranceVerified(
                                "pat-1",
                                new InsuranceInfo(false, Optional.empty(), Optional.empty(), Optional.empty()))),
                event(PatientEvents.BALANCE_CHANGED, new BalanceChanged("pat-1", -1_250, 750)),
                event(TaskEvents.TASK_CREATED, new TaskCreated(BARE_TASK)),
                event(TaskEvents.TASK_UPDATED, new TaskUpdated(TASK)),
                event(LabEvents.LAB_RESULT_CREATED, new LabResultCreated(LAB_ORDER)),
                event(LabEvents.LAB_RESULT_UPDATED, new LabResultUpdated(LAB_RESULT)),
                event(FlowEvents.PATIENT_FLOW_UPDATED, FLOW),
                event(FlowEvents.PATIENT_FLOW_UPDATED, BARE_FLOW),
                event(FlowEvents.ROOM_BOARD_UPDATED, FLOW),
                event(FlowEvents.PROVIDER_QUEUE_UPDATED, FLOW),
                event(
                        FlowEvents.ROOM_STATUS_CHANGED,
                        new RoomStatusChanged(
                                "harbor",
                                "room-1",
                                "101",
                                RoomStatus.OCCUPIED,
                                Optional.of("pat-1"),
                                Optional.of("Marisol Quintero"))),
                event(
                        FlowEvents.ROOM_STATUS_CHANGED,
                        new RoomStatusChanged(
                                "harbor", "room-1", "101", RoomStatus.CLEANING, Optional.empty(), Optional.empty())),
                event(EncounterEvents.ENCOUNTER_CREATED, new EncounterCreated(BARE_ENCOUNTER)),
                event(EncounterEvents.ENCOUNTER_UPDATED, new EncounterUpdated(ENCOUNTER)),
                event(EncounterEvents.ENCOUNTER_COMPLETED, new EncounterCompleted("enc-1", "dr-chen")),
                event(EncounterEvents.ENCOUNTER_SIGNED, new EncounterSigned("enc-1", "dr-chen")),
                event(BiopsyEvents.BIOPSY_CREATED, new BiopsyCreated(BARE_BIOPSY)),
                event(BiopsyEvents.BIOPSY_UPDATED, new BiopsyUpdated(BIOPSY)),
                event(BiopsyEvents.BIOPSY_RESULT_RECEIVED, new BiopsyResultReceived("bio-1", "pat-1", "Benign nevus")),
                event(BiopsyEvents.BIOPSY_REVIEWED, new BiopsyReviewed("bio-1", "pat-1", "dr-chen")),
                event(ClaimEvents.CLAIM_CREATED, new ClaimCreated(BARE_CLAIM)),
                event(ClaimEvents.CLAIM_UPDATED, new ClaimUpdated(CLAIM)),
                event(
                        ClaimEvents.CLAIM_STATUS_CHANGED,
                        new ClaimStatusChanged("claim-1", ClaimStatus.SUBMITTED, ClaimStatus.DENIED)),
                event(ClaimEvents.CLAIM_SUBMITTED, new ClaimSubmitted("claim-1", "Coastal Health")),
                event(ClaimEvents.CLAIM_DENIED, new ClaimDenied("claim-1", "Not covered")),
                event(ClaimEvents.CLAIM_PAID, new ClaimPaid("claim-1", 12_000)),
                event(PriorAuthEvents.PRIOR_AUTH_CREATED, new PriorAuthCreated(BARE_PRIOR_AUTH)),
                event(PriorAuthEvents.PRIOR_AUTH_CREATED, new PriorAuthCreated(PRIOR_AUTH)),
                event(
                        PriorAuthEvents.PRIOR_AUTH_STATUS_CHANGED,
                        new PriorAuthStatusChanged("auth-1", PriorAuthStatus.SUBMITTED, PriorAuthStatus.APPROVED)),
                event(PriorAuthEvents.PRIOR_AUTH_APPROVED, new PriorAuthApproved("auth-1", "AUTH-7")),
                event(PriorAuthEvents.PRIOR_AUTH_DENIED, new PriorAuthDenied("auth-1", "Not necessary")),
                event(BulkEvents.RECORDS_BULK_UPDATED, new RecordsBulkUpdated(BulkKind.APPOINTMENTS)));
    }
}
