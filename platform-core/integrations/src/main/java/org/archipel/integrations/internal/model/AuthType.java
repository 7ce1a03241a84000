package org.archipel.integrations.internal.model;

/** How an integration authenticates, where its connector leaves the choice to the integration. */
public enum AuthType {
    API_KEY,
    OAUTH2,
    BASIC_AUTH,
    JWT,
    CERTIFICATE
}
