package dev.carewire.queue;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.clinic.Overlap;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.RejectedException;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueStatus;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes patients from the waiting queue who have waited since an earlier day of the clinic's calendar, and longer than a limit.
 * Their entries become no-shows, with the effects and events of any other no-show. Call {@link #sweep} regularly; blocks, never on an
 * event loop.
 */
public final class AbandonedEntries {

    /** Most entries of a clinic that one run removes; the next run continues. */
    static final int MAX_ENTRIES = 100;

    private static final int ENTRIES_PER_PAGE = 100;
    private static final int TENANTS_PER_PAGE = 500;
    private static final Logger log = LoggerFactory.getLogger(AbandonedEntries.class);

    private final QueueRepository entries;
    private final QueueRecords records;
    private final QueueEntryListener listener;
    private final Transactions transactions;
    private final ClinicZones zones;
    private final Duration longestWait;
    private final Clock clock;

    /**
     * The entries stored in {@code entries}.
     *
     * @param records over the same repository
     * @param listener applies the effects on appointments
     * @param zones for the beginning of each clinic's day
     * @param longestWait how long an entry stays in the queue beyond the end of its day
     */
    public AbandonedEntries(
            QueueRepository entries,
            QueueRecords records,
            QueueEntryListener listener,
            Transactions transactions,
            ClinicZones zones,
            Duration longestWait,
            Clock clock) {
        this.entries = entries;
        this.records = records;
        this.listener = listener;
        this.transactions = transactions;
        this.zones = zones;
        this.longestWait = longestWait;
        this.clock = clock;
    }

    /** Removes what is due in every clinic. An entry that cannot be removed stays, and does not delay the others. */
    public void sweep() {
        Instant now = clock.instant();
        Optional<TenantId> last = Optional.empty();
        List<TenantId> page;
        do {
            page = entries.tenantsWaitingSince(now.minus(longestWait), last, TENANTS_PER_PAGE);
            page.forEach(tenant -> sweep(tenant, now));
            last = page.stream().reduce((one, next) -> next);
        } while (page.size() == TENANTS_PER_PAGE);
    }

    private void sweep(TenantId tenant, Instant now) {
        ZoneId zone = zones.zoneOf(tenant);
        Instant today = zones.dayOf(tenant, now).atStartOfDay(zone).toInstant();
        Instant patience = now.minus(longestWait);
        Instant before = patience.isBefore(today) ? patience : today;
        int removed = 0;
        int kept = 0;
        Optional<AbandonedEntry> last = Optional.empty();
        List<AbandonedEntry> page;
        do {
            page = entries.abandonedSince(tenant, before, last, ENTRIES_PER_PAGE);
            for (AbandonedEntry entry : page) {
                if (removed == MAX_ENTRIES) {
                    break;
                }
                try {
                    removed += transactions.inTransaction(() -> remove(tenant, entry.id(), before)) ? 1 : 0;
                } catch (RejectedException inCare) {
                    // Its visit is open, or the entry was deleted meanwhile.
                    kept++;
                } catch (RuntimeException failed) {
                    log.atError().setCause(failed).addKeyValue("tenant", tenant).log("queue entry not removed");
                }
            }
            last = page.stream().reduce((one, next) -> next);
        } while (page.size() == ENTRIES_PER_PAGE && removed < MAX_ENTRIES);
        if (kept > 0) {
            log.atDebug()
                    .addKeyValue("entries", kept)
                    .log("queue entries of an earlier day stay, since their visits are open");
        }
    }

    /** False if another node, or a user, has changed the entry before its patient was locked. */
    private boolean remove(TenantId tenant, String id, Instant before) {
        QueueEntrySnapshot entry = records.lock(tenant, id);
        if (!entries.isAbandonedSince(tenant, id, before)) {
            return false;
        }
        QueueEntrySnapshot gone = records.update(
                tenant,
                entry,
                QueueEntryDraft.of(entry, clock.instant())
                        .status(QueueStatus.NO_SHOW)
                        .toSnapshot());
        listener.onEntryChanged(tenant, gone, Overlap.REFUSE);
        return true;
    }
}
