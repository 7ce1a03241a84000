package org.archipel.gateway.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.archipel.gateway.internal.model.ApiConfig;
import org.archipel.gateway.internal.model.Deprecation;

/**
 * Another version of an API.
 *
 * @param version with another first number
 * @param config null for that of the present version
 * @param deprecation of the present version; null to leave it as it is
 */
public record NewVersion(@JsonProperty(required = true) String version, ApiConfig config, Deprecation deprecation) {}
