package dev.carewire.app.wiring;

import dev.carewire.notification.Webhook;

/** Stands in for a webhook on servers without one. */
final class NoWebhook implements Webhook {

    @Override
    public boolean isConfigured() {
        return false;
    }

    /** A call that was pending when the webhook was removed from the configuration is never confirmed. */
    @Override
    public boolean call(UnacknowledgedNotification unanswered) {
        return false;
    }
}
