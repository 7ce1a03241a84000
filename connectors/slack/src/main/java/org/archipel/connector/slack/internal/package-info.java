/** The Slack connector. */
package org.archipel.connector.slack.internal;
