using System.Text.Json;

namespace Omnichannel.Platform.Storage;

/// <summary>Many rows as one parameter, for <see cref="SqlDialect.Rows"/>.</summary>
public static class SqlRows
{
    private static readonly JsonSerializerOptions ColumnNames = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The rows as a JSON array; a property <c>LocationId</c> is the column <c>location_id</c>. Text must hold no NUL, which PostgreSQL cannot store.</summary>
    public static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, ColumnNames);
}
