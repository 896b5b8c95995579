package dev.carewire.notification;

/** What is promised about a notification, besides that it is kept until its user has it. */
public enum DeliveryGuarantee {
    /** Told once. */
    PLAIN,
    /** Told again and again, then passed on to others, until somebody acknowledges it. */
    ACKNOWLEDGED
}
