package dev.carewire.transport.netty;

/** The event of a pipeline that a trusted proxy has named the client of the connection. */
enum ClientNamed {
    EVENT
}
