package dev.carewire.notification;

/** The guarantee for a notification, beyond being stored until its user has it. */
public enum DeliveryGuarantee {
    /** Delivered once. */
    PLAIN,
    /** Repeated and then escalated until a recipient acknowledges it. */
    ACKNOWLEDGED
}
