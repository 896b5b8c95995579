package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.store.Store;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The library's store per client, which contains only the server's session. */
final class SessionStore implements Store {

    private static final String KEY = "session";

    private volatile @Nullable Object session;

    /** The session of a client of the library. */
    static EngineSession of(ClientHead head) {
        return Objects.requireNonNull(head.getStore().get(KEY), "session");
    }

    static void put(ClientHead head, EngineSession session) {
        head.getStore().set(KEY, session);
    }

    @Override
    public void set(String key, Object value) {
        session = value;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T get(String key) {
        return (T) session;
    }

    @Override
    public boolean has(String key) {
        return session != null;
    }

    @Override
    public void del(String key) {
        session = null;
    }
}
