/** What PIT found when it mutated our losses: reads its reports, holds them against the explained survivors. */
package io.lossparity.mutation;
