/** What verifying webhooks takes: signatures, static secrets, time windows, bodies of forms. */
package org.archipel.connector.common.webhook;
