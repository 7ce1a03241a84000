package org.archipel.gateway.internal.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A version that callers should leave, told by RFC 9745 and RFC 8594 headers.
 *
 * @param since from when on it is deprecated
 * @param sunset when it will be gone; null if that is open
 * @param link where callers read more; null for none
 */
public record Deprecation(@JsonProperty(required = true) Instant since, Instant sunset, String link) {}
