package dev.carewire.event;

/** The laboratory's interpretation of a result, which decides how urgently the ordering doctor is notified. */
public enum LabFlag implements WireNamed {
    NORMAL,
    ABNORMAL,
    LOW,
    HIGH,
    OUT_OF_RANGE,
    /** Requires immediate action. */
    PANIC_VALUE,
    BENIGN,
    INCONCLUSIVE,
    PRECANCEROUS,
    CANCEROUS;

    /** Whether the ordering doctor must be notified urgently. */
    public boolean isUrgent() {
        return this == PANIC_VALUE || this == CANCEROUS;
    }
}
