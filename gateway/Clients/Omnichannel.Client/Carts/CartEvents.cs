using Omnichannel.Cart.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Carts;

/// <summary>The server did an edit as far as its merge rules allow.</summary>
/// <param name="Operation">The edit.</param>
/// <param name="LineId">The line concerned.</param>
/// <param name="Note">What is not as the edit said, and why.</param>
public sealed record MergeRemark(CartOperation Operation, string LineId, MergeNote Note);

/// <summary>The server refused an edit for good. The view no longer has it.</summary>
/// <param name="Operation">The edit.</param>
/// <param name="Refusal">Why.</param>
public sealed record OperationRefusal(CartOperation Operation, Refusal Refusal);

/// <summary>The device went over to another cart: its own was merged, or somebody else is signed in now.</summary>
/// <param name="From">The cart before; empty for none.</param>
/// <param name="To">The cart that new edits are for.</param>
public sealed record CartRedirect(string From, string To);
