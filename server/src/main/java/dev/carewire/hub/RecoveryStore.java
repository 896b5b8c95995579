package dev.carewire.hub;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Stores recoverable sessions, so that they outlive this process. The state in it is some seconds old. Any thread; every method may block,
 * so none may run on an event loop.
 */
public interface RecoveryStore {

    /** Stores nothing: sessions can be resumed only while their process runs. */
    RecoveryStore NONE = new RecoveryStore() {
        @Override
        public List<RecoverableSession> save(Collection<RecoverableSession> sessions, Instant now) {
            return List.of();
        }

        @Override
        public Optional<RecoverableSession> claim(String id, SessionOwner owner, Instant since, Instant now) {
            return Optional.empty();
        }

        @Override
        public void delete(Collection<RecoverableSession> sessions) {
            // Nothing is stored.
        }

        @Override
        public int deleteSavedBefore(Instant before, int most) {
            return 0;
        }
    };

    /**
     * Stores the state of sessions in place of their earlier state. Of several states of one session, the last one counts.
     *
     * @param now the time of this sign of life
     * @return those that another claim has taken over; their state is not stored
     */
    List<RecoverableSession> save(Collection<RecoverableSession> sessions, Instant now);

    /**
     * Claims a session: begins its next generation. Of concurrent claims at most one succeeds. The state stays stored, so that the client
     * can resume again if this process dies.
     *
     * @param owner the session must be theirs
     * @param since the oldest allowed sign of life
     * @return the state with its new generation; empty if there is none for this owner, it is too old, or another claim was faster
     */
    Optional<RecoverableSession> claim(String id, SessionOwner owner, Instant since, Instant now);

    /** Deletes the state of sessions that can be resumed no more, unless another claim has taken them over. */
    void delete(Collection<RecoverableSession> sessions);

    /**
     * Deletes state without a sign of life since then.
     *
     * @param most largest number of deleted sessions
     * @return the number of deleted sessions
     */
    int deleteSavedBefore(Instant before, int most);
}
