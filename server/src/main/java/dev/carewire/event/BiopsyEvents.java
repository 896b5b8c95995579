package dev.carewire.event;

import java.util.List;

/** Biopsies. */
public final class BiopsyEvents {

    public static final EventType<BiopsyCreated> BIOPSY_CREATED = new EventType<>(
                    "biopsy.created",
                    BiopsyCreated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A biopsy was ordered.")
            .stateOf(ReportedRecord.Kind.BIOPSY, created -> created.biopsy().id());

    public static final EventType<BiopsyUpdated> BIOPSY_UPDATED = new EventType<>(
                    "biopsy.updated",
                    BiopsyUpdated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A biopsy's state changed.")
            .stateOf(ReportedRecord.Kind.BIOPSY, updated -> updated.biopsy().id());

    public static final EventType<BiopsyResultReceived> BIOPSY_RESULT_RECEIVED = new EventType<>(
                    "biopsy.result-received",
                    BiopsyResultReceived.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "The laboratory reported on a biopsy.")
            .changeOf(ReportedRecord.Kind.BIOPSY, received -> received.biopsyId());

    public static final EventType<BiopsyReviewed> BIOPSY_REVIEWED = new EventType<>(
                    "biopsy.reviewed",
                    BiopsyReviewed.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A provider read the report on a biopsy.")
            .changeOf(ReportedRecord.Kind.BIOPSY, reviewed -> reviewed.biopsyId());

    static final List<EventType<?>> ALL =
            List.of(BIOPSY_CREATED, BIOPSY_UPDATED, BIOPSY_RESULT_RECEIVED, BIOPSY_REVIEWED);

    private BiopsyEvents() {}

    /** A biopsy was ordered. */
    public record BiopsyCreated(BiopsySnapshot biopsy) {

        public BiopsyCreated {
            PayloadChecks.required("biopsy", biopsy);
        }
    }

    /** A biopsy's state changed. */
    public record BiopsyUpdated(BiopsySnapshot biopsy) {

        public BiopsyUpdated {
            PayloadChecks.required("biopsy", biopsy);
        }
    }

    /** The laboratory reported on a biopsy. */
    public record BiopsyResultReceived(String biopsyId, String patientId, String diagnosis) {

        public BiopsyResultReceived {
            biopsyId = PayloadChecks.id("biopsyId", biopsyId);
            patientId = PayloadChecks.id("patientId", patientId);
            diagnosis = PayloadChecks.prose("diagnosis", diagnosis);
        }

        /** Shows the id only: the rest is clinical. */
        @Override
        public String toString() {
            return "BiopsyResultReceived[" + biopsyId + "]";
        }
    }

    /**
     * A provider read the report on a biopsy.
     *
     * @param reviewedBy the reader's user id
     */
    public record BiopsyReviewed(String biopsyId, String patientId, String reviewedBy) {

        public BiopsyReviewed {
            biopsyId = PayloadChecks.id("biopsyId", biopsyId);
            patientId = PayloadChecks.id("patientId", patientId);
            reviewedBy = PayloadChecks.id("reviewedBy", reviewedBy);
        }
    }
}
