package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.handler.AuthorizeHandler;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.protocol.JsonSupport;
import com.corundumstudio.socketio.store.MemoryStoreFactory;
import com.corundumstudio.socketio.store.Store;
import java.util.UUID;

/**
 * Gives each client of the library a store with one field instead of a map, and disables the library's
 * publish/subscribe.
 */
final class SessionStoreFactory extends MemoryStoreFactory {

    @Override
    public Store createStore(UUID sessionId) {
        return new SessionStore();
    }

    @Override
    public void init(NamespacesHub namespaces, AuthorizeHandler authorizeHandler, JsonSupport json) {
        // The hub, not the library, connects nodes.
    }

    @Override
    public void onDisconnect(ClientHead head) {
        // The store needs no cleanup.
    }
}
