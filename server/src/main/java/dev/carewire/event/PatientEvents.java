package dev.carewire.event;

import java.util.List;
import java.util.Optional;

/** Patients' records. */
public final class PatientEvents {

    public static final EventType<PatientCreated> PATIENT_CREATED = new EventType<>(
                    "patient.created",
                    PatientCreated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.IDENTIFYING,
                    "A patient was registered.")
            .stateOf(ReportedRecord.Kind.PATIENT, created -> created.patient().id());

    public static final EventType<PatientUpdated> PATIENT_UPDATED = new EventType<>(
                    "patient.updated",
                    PatientUpdated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.IDENTIFYING,
                    "A patient's record changed.")
            .stateOf(ReportedRecord.Kind.PATIENT, updated -> updated.patient().id());

    public static final EventType<PatientDeleted> PATIENT_DELETED = new EventType<>(
                    "patient.deleted",
                    PatientDeleted.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A patient's record was deleted.")
            .stateOf(ReportedRecord.Kind.PATIENT, deleted -> deleted.patientId());

    public static final EventType<InsuranceVerified> INSURANCE_VERIFIED = new EventType<>(
                    "patient.insurance-verified",
                    InsuranceVerified.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.IDENTIFYING,
                    "A patient's insurance coverage was verified with the insurer.")
            .changeOf(ReportedRecord.Kind.PATIENT, verified -> verified.patientId());

    public static final EventType<BalanceChanged> BALANCE_CHANGED = new EventType<>(
                    "patient.balance-changed",
                    BalanceChanged.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.IDENTIFYING,
                    "A patient's balance changed.")
            .changeOf(ReportedRecord.Kind.PATIENT, changed -> changed.patientId());

    static final List<EventType<?>> ALL =
            List.of(PATIENT_CREATED, PATIENT_UPDATED, PATIENT_DELETED, INSURANCE_VERIFIED, BALANCE_CHANGED);

    private PatientEvents() {}

    private static void requireName(PatientSnapshot patient) {
        PayloadChecks.required("patient", patient);
        PayloadChecks.present("patient.firstName", patient.firstName());
        PayloadChecks.present("patient.lastName", patient.lastName());
    }

    /** A patient was registered; their name is known. */
    public record PatientCreated(PatientSnapshot patient) {

        public PatientCreated {
            requireName(patient);
        }
    }

    /** A patient's master data changed; their name is known. */
    public record PatientUpdated(PatientSnapshot patient) {

        public PatientUpdated {
            requireName(patient);
        }
    }

    /** A patient's record was deleted. */
    public record PatientDeleted(String patientId) {}

    /**
     * An insurer's answer about a patient.
     *
     * @param verified whether the patient is insured there
     * @param payer the insurer
     * @param memberId the patient's number there
     */
    public record InsuranceInfo(
            boolean verified, Optional<String> payer, Optional<String> plan, Optional<String> memberId) {

        public InsuranceInfo {
            payer = PayloadChecks.line("payer", payer);
            plan = PayloadChecks.line("plan", plan);
            memberId = PayloadChecks.id("memberId", memberId);
        }

        /** Omits the rest: it is personal. */
        @Override
        public String toString() {
            return "InsuranceInfo[" + verified + "]";
        }
    }

    /** A patient's insurance coverage was verified with the insurer. */
    public record InsuranceVerified(String patientId, InsuranceInfo insuranceInfo) {

        public InsuranceVerified {
            patientId = PayloadChecks.id("patientId", patientId);
            PayloadChecks.required("insuranceInfo", insuranceInfo);
        }
    }

    /** A patient's balance changed; negative for credit. */
    public record BalanceChanged(String patientId, long oldBalanceCents, long newBalanceCents) {

        public BalanceChanged {
            patientId = PayloadChecks.id("patientId", patientId);
            PayloadChecks.cents("oldBalanceCents", oldBalanceCents, -PayloadChecks.MAX_CENTS);
            PayloadChecks.cents("newBalanceCents", newBalanceCents, -PayloadChecks.MAX_CENTS);
        }

        /** Shows the id only: the rest is personal. */
        @Override
        public String toString() {
            return "BalanceChanged[" + patientId + "]";
        }
    }
}
