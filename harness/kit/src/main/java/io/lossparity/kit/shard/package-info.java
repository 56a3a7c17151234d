/** How a run is spread over several machines: known to the selection of cases and to the reports alike. */
package io.lossparity.kit.shard;
