package dev.carewire.dialect.healthmate;

/** The topics of subscriptions, with their wire names. */
enum Topic {
    HEALTH("health_updates", "health_data"),
    CHAT("chat", "chat"),
    NOTIFICATIONS("notifications", "notifications"),
    /** Measured values of a patient of the clinic, for treating roles. */
    PATIENT("patient_data", "patient_data");

    private final String topicName;
    private final String prefix;

    Topic(String whole, String prefix) {
        this.topicName = whole;
        this.prefix = prefix;
    }

    /** The name of the whole topic. */
    String topicName() {
        return topicName;
    }

    /** The first word of a part's name, which also identifies the topic in granted rights. */
    String prefix() {
        return prefix;
    }
}
