package org.archipel.sdk;

/** The shelf in the marketplace. */
public enum Category {
    PRODUCTIVITY,
    ANALYTICS,
    COMMUNICATION,
    FINANCE,
    MARKETING,
    SALES,
    HR,
    OPERATIONS
}
