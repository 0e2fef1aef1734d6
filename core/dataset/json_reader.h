#pragma once

#include "dataset/record_output.h"
#include "dataset/record_parser.h"
#include "dataset/text_input.h"

#include <cstdint>
#include <string>
#include <vector>

namespace datanet::dataset {

// A JSON document: a list of objects, an object that holds one such list among its members, or a single object. Only
// the record at hand is in memory. A broken record is rejected and the next one goes on behind its closing bracket, or,
// where a quoted value does not end in its line, with the next line that begins a record and is not indented further.
class JsonReader final : public TextReader
{
public:
    JsonReader(RecordOutput &output, std::int64_t maximumRecordBytes, std::vector<std::string> textFields);

    base::Status feed(std::string_view piece) override;
    base::Status finish() override;
    base::Status breakOff() override;
    [[nodiscard]] std::int64_t line() const override { return m_line; }
    [[nodiscard]] bool endIsMissing() const override { return m_endIsMissing; }

private:
    enum class Where {
        Root, // outside of everything
        Stray, // in characters that can't be there, up to the end of the line
        Wrapper, // in an object that may turn out to hold the list of records
        List, // between the records of the list
        Element, // in a record
        AfterList, // in the wrapper, behind its list
    };

    base::Status step(char c);
    base::Status rootCharacter(char c);
    base::Status wrapperCharacter(char c);
    base::Status listCharacter(char c);
    base::Status elementCharacter(char c);
    base::Status afterListCharacter(char c);
    void begin(Where where);
    void keep(char c);
    // Moves depth and string state; true when c is part of the structure, not of a string.
    bool structural(char c);
    base::Status emit();

    RecordOutput &m_output;
    RecordParser m_parser;
    std::size_t m_maximumRecord;
    std::size_t m_maximumRaw;

    Where m_where = Where::Root;
    std::string m_kept; // the text of the element at hand, up to the bound
    std::size_t m_size = 0; // of all of it
    std::int64_t m_line = 1;
    std::int64_t m_beganLine = 1; // of the element at hand
    std::int64_t m_listLine = 0; // where the list began
    int m_depth = 0; // brackets open inside of the element or wrapper
    bool m_scalar = false; // the element at hand is neither object nor list
    bool m_inString = false;
    bool m_escaped = false;
    bool m_torn = false; // a quoted value of the element at hand did not end in its line
    bool m_lineBegins = true; // nothing but white space in it so far
    std::int64_t m_column = 0;
    std::int64_t m_beganColumn = 0; // of the element at hand
    bool m_listMayBegin = false; // the wrapper's last structural character was a [ at its first level
    bool m_endIsMissing = false;
    bool m_inWrapper = false; // the list is a member of a wrapper
};

} // namespace datanet::dataset
