package dev.carewire.notification;

import dev.carewire.cluster.Transactions;
import dev.carewire.identity.TenantId;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to several recipients within one transaction. Each recipient has a nested transaction: if it fails, the others
 * and the outer transaction continue.
 */
final class IndependentRecipients {

    private static final Logger log = LoggerFactory.getLogger(IndependentRecipients.class);

    private final Transactions transactions;

    IndependentRecipients(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Calls {@code send} for each user, in order, and logs its failures. Blocks.
     *
     * @return the number of calls that succeeded
     */
    int sendToEach(TenantId tenant, Collection<String> users, Consumer<String> send) {
        int reached = 0;
        for (String user : users) {
            Optional<RuntimeException> failure = transactions.inNestedTransaction(() -> send.accept(user));
            if (failure.isPresent()) {
                logFailure(tenant, failure.get());
            } else {
                reached++;
            }
        }
        return reached;
    }

    /** Logs that a notification has one recipient fewer. */
    static void logFailure(TenantId tenant, RuntimeException failed) {
        log.atError().setCause(failed).addKeyValue("tenant", tenant).log("notification not sent to one recipient");
    }
}
