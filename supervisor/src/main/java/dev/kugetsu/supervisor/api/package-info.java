/// The API of the daemon: operations as data, from which the routes and the OpenAPI document are made, and the server
/// that answers on a Unix socket and on the loopback address.
@NullMarked
package dev.kugetsu.supervisor.api;

import org.jspecify.annotations.NullMarked;
