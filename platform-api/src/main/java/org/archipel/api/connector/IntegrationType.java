package org.archipel.api.connector;

/** The business area of a connector and of the integrations built on it. */
public enum IntegrationType {
    ERP,
    CRM,
    ACCOUNTING,
    BANKING,
    ECOMMERCE,
    MARKETING,
    HR,
    CUSTOM
}
