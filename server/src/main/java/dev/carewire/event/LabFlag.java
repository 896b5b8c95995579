package dev.carewire.event;

/** What a laboratory says a result means. */
public enum LabFlag implements WireNamed {
    NORMAL,
    ABNORMAL,
    LOW,
    HIGH,
    OUT_OF_RANGE,
    /** Somebody has to act at once. */
    PANIC_VALUE,
    BENIGN,
    INCONCLUSIVE,
    PRECANCEROUS,
    CANCEROUS;

    /** Whether whoever ordered it has to be told urgently. */
    public boolean isUrgent() {
        return this == PANIC_VALUE || this == CANCEROUS;
    }
}
