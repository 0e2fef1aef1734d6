#include "dataset/delimited_row.h"
#include "dataset/table_rows.h"

#include <algorithm>
#include <map>

namespace datanet::dataset {

namespace {

constexpr int kRows = 200;

constexpr std::string_view kDelimiters = ",;\t|";
constexpr std::string_view kQuotes = "\"'";

// A quote where it has no meaning: this value was quoted in another dialect.
bool isStray(std::string_view text, const Dialect &dialect)
{
    if (text.empty())
        return false;
    if (kQuotes.find(text.front()) != std::string_view::npos || text.find(dialect.quote) != std::string_view::npos)
        return true;
    for (std::size_t i = 1; i < text.size(); ++i)
        if (kQuotes.find(text[i]) != std::string_view::npos && kDelimiters.find(text[i - 1]) != std::string_view::npos)
            return true;
    return false;
}

bool hasStrayQuote(const DelimitedRow &row, const Dialect &dialect)
{
    return std::any_of(row.cells().begin(), row.cells().end(),
                       [&](const DelimitedRow::Cell &cell) { return !cell.quoted && isStray(cell.text, dialect); });
}

// Rows of the sample by their number of cells. The last row may be cut and does not count, unless it is the only one.
std::map<std::size_t, int> countCells(std::string_view sample, const Dialect &dialect, int &broken,
                                      std::size_t &firstRow)
{
    std::map<std::size_t, int> counts;
    DelimitedRow row;
    broken = 0;
    firstRow = 0;
    for (int rows = 0; rows < kRows && !sample.empty(); ++rows) {
        switch (row.read(sample, dialect, false)) {
        case DelimitedRow::Outcome::Complete:
            if (rows == 0)
                firstRow = row.cells().size();
            if (hasStrayQuote(row, dialect))
                ++broken;
            else if (!row.isEmptyLine())
                ++counts[row.cells().size()];
            sample.remove_prefix(row.size());
            break;
        case DelimitedRow::Outcome::NeedsMore:
            if (counts.empty() && row.read(sample, dialect, true) == DelimitedRow::Outcome::Complete) {
                firstRow = row.cells().size();
                ++counts[firstRow];
            }
            return counts;
        default: {
            ++broken;
            const std::size_t end = sample.find('\n');
            sample.remove_prefix(end == std::string_view::npos ? sample.size() : end + 1);
        }
        }
    }
    return counts;
}

bool looksLikeNames(std::string_view sample, const Dialect &dialect)
{
    DelimitedRow row;
    if (row.read(sample, dialect, true) != DelimitedRow::Outcome::Complete)
        return true;
    const auto cellsOf = [](const DelimitedRow &read) {
        std::vector<TableCell> cells;
        for (const DelimitedRow::Cell &cell : read.cells())
            cells.push_back({cell.text, cell.quoted, false});
        return cells;
    };
    DelimitedRow below;
    const bool more = below.read(sample.substr(row.size()), dialect, true) == DelimitedRow::Outcome::Complete;
    return looksLikeColumnNames(cellsOf(row), more ? cellsOf(below) : std::vector<TableCell>());
}

} // namespace

double dialectFit(std::string_view sample, const Dialect &dialect)
{
    int broken = 0;
    std::size_t firstRow = 0;
    const auto counts = countCells(sample, dialect, broken, firstRow);
    int rows = broken;
    std::pair<std::size_t, int> most{0, 0};
    for (const auto &[cells, count] : counts) {
        rows += count;
        if (count > most.second)
            most = {cells, count};
    }
    if (rows == 0 || most.first < 2)
        return 0;
    // Names have few commas in them and prose has many: the first row says most about the columns.
    return double(most.second) / double(rows) * (firstRow == most.first ? 1.0 : 0.7);
}

Dialect guessDialect(std::string_view sample, const ImportOptions &options, bool tabs)
{
    Dialect best;
    best.delimiter = options.delimiter.value_or(tabs ? '\t' : ',');
    best.quote = options.quote.value_or('"');
    double bestFit = dialectFit(sample, best);
    for (const char delimiter : kDelimiters) {
        for (const char quote : kQuotes) {
            Dialect dialect;
            dialect.delimiter = options.delimiter.value_or(delimiter);
            dialect.quote = options.quote.value_or(quote);
            // Another dialect must agree clearly better than the usual one.
            if (const double fit = dialectFit(sample, dialect); fit > bestFit + 0.05) {
                best = dialect;
                bestFit = fit;
            }
        }
    }
    best.header = options.header.value_or(looksLikeNames(sample, best));
    return best;
}

} // namespace datanet::dataset
