package dev.carewire.event;

import java.util.List;

/** Laboratory orders and results. */
public final class LabEvents {

    public static final EventType<LabResultCreated> LAB_RESULT_CREATED = new EventType<>(
                    "lab-result.created",
                    LabResultCreated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A laboratory examination was ordered.")
            .stateOf(
                    ReportedRecord.Kind.LAB_RESULT,
                    created -> created.labResult().id());

    public static final EventType<LabResultUpdated> LAB_RESULT_UPDATED = new EventType<>(
                    "lab-result.updated",
                    LabResultUpdated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A laboratory order received its result or changed its state.")
            .stateOf(
                    ReportedRecord.Kind.LAB_RESULT,
                    updated -> updated.labResult().id());

    static final List<EventType<?>> ALL = List.of(LAB_RESULT_CREATED, LAB_RESULT_UPDATED);

    private LabEvents() {}

    /** A laboratory examination was ordered. */
    public record LabResultCreated(LabResultSnapshot labResult) {

        public LabResultCreated {
            PayloadChecks.required("labResult", labResult);
        }
    }

    /** A laboratory order received its result or changed its state. */
    public record LabResultUpdated(LabResultSnapshot labResult) {

        public LabResultUpdated {
            PayloadChecks.required("labResult", labResult);
        }
    }
}
