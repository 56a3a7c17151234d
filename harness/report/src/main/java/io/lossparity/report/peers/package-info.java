/** Several ports side by side: what tells them apart, and which of them fail alike. */
package io.lossparity.report.peers;
