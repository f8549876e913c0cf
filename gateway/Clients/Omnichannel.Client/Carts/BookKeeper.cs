using Omnichannel.Client.Device;

namespace Omnichannel.Client.Carts;

/// <summary>The one place where a device's book changes: the log writes a step before anybody sees it.</summary>
internal sealed class BookKeeper(IOperationLog log)
{
    private readonly Lock gate = new();
    private OperationBook book = OperationBook.Of(log.Read());
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
                return view ??= book.View();
            }
        }
    }

    /// <summary>Takes a step from the book as it is now, and keeps it.</summary>
    /// <exception cref="DeviceLogException">It could not be kept; the book is as it was.</exception>
    public void Take(Func<OperationBook, BookStep> step)
    {
        lock (gate)
        {
            var next = step(book);
            log.Write(next.Change);
            book = next.Book;
            view = null;
        }
    }
}
