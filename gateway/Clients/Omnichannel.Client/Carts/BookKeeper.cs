using Omnichannel.Cart.V1;
using Omnichannel.Client.Device;

namespace Omnichannel.Client.Carts;

/// <summary>The one place where a device's book changes: the log writes a step before anybody sees it.</summary>
internal sealed class BookKeeper(IOperationLog log)
{
    private readonly Lock gate = new();
    private OperationBook book = OperationBook.Of(log.Read());
    private LocalRules.Draft? draft;
    private CartView? view;

    public OperationBook Book
    {
        get
        {
            lock (gate)
            {
                return book;
            }
        }
    }

    /// <summary>Made when somebody asks: 10,000 edits in a row need no 10,000 views.</summary>
    public CartView View
    {
        get
        {
            lock (gate)
            {
                draft ??= book.Draft();
                return view ??= draft.View();
            }
        }
    }

    /// <summary>Takes a step from the book as it is now, and keeps it.</summary>
    /// <exception cref="DeviceLogException">It could not be kept; the book is as it was.</exception>
    public void Take(Func<OperationBook, BookStep> step)
    {
        lock (gate)
        {
            Keep(step(book));
            draft = null;
        }
    }

    /// <summary>Keeps new edits. They come after all others, so what is drawn stays.</summary>
    /// <exception cref="DeviceLogException">They could not be kept; the book is as it was.</exception>
    public void Append(IReadOnlyCollection<CartOperation> operations)
    {
        lock (gate)
        {
            var next = book.Append(operations);
            Keep(next);
            foreach (var added in next.Change.Put)
            {
                draft?.Apply(added.Operation);
            }
        }
    }

    private void Keep(BookStep next)
    {
        log.Write(next.Change);
        book = next.Book;
        view = null;
    }
}
