package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.ObjectMapper;

/// Reads and writes JSON. Apart from its users, so that a process that never asks opencode for any does not pay
/// for it.
final class OpencodeJson {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private OpencodeJson() {}
}
