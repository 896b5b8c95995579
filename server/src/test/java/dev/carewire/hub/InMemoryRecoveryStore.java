package dev.carewire.hub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recoverable sessions without a database. Any thread. Lock: this object. */
public final class InMemoryRecoveryStore implements RecoveryStore {

    private record Stored(RecoverableSession session, Instant savedAt) {}

    private final Map<String, Stored> stored = new HashMap<>();
    private boolean away;

    /** From now on, every method fails. */
    public synchronized void goAway() {
        away = true;
    }

    /** Ends {@link #goAway}. */
    public synchronized void comeBack() {
        away = false;
    }

    private void requireNotAway() {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
    }

    @Override
    public synchronized List<RecoverableSession> save(Collection<RecoverableSession> sessions, Instant now) {
        requireNotAway();
        List<RecoverableSession> takenOver = new ArrayList<>();
        for (RecoverableSession session : sessions) {
            Stored before = stored.get(session.id());
            if (before == null || before.session().generation() == session.generation()) {
                stored.put(session.id(), new Stored(session, now));
            } else {
                takenOver.add(session);
            }
        }
        return takenOver;
    }

    @Override
    public synchronized Optional<RecoverableSession> claim(String id, SessionOwner owner, Instant since, Instant now) {
        requireNotAway();
        Stored found = stored.get(id);
        if (found == null
                || !found.session().owner().equals(owner)
                || found.savedAt().isBefore(since)) {
            return Optional.empty();
        }
        RecoverableSession claimed = found.session().claimedAs(found.session().generation() + 1);
        stored.put(id, new Stored(claimed, now));
        return Optional.of(claimed);
    }

    @Override
    public synchronized void delete(Collection<RecoverableSession> sessions) {
        requireNotAway();
        for (RecoverableSession session : sessions) {
            Stored found = stored.get(session.id());
            if (found != null && found.session().generation() == session.generation()) {
                stored.remove(session.id());
            }
        }
    }

    @Override
    public synchronized int deleteSavedBefore(Instant before, int most) {
        requireNotAway();
        List<String> expired = stored.entrySet().stream()
                .filter(entry -> entry.getValue().savedAt().isBefore(before))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
        expired.forEach(stored::remove);
        return expired.size();
    }

    /** The session with that id. */
    public synchronized Optional<RecoverableSession> find(String id) {
        return Optional.ofNullable(stored.get(id)).map(Stored::session);
    }
}
