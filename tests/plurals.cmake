# Fails when a text with a number (%n) has no English plural forms in translations/datanet_en.ts: people would read
# "1 records". Mend it with the command that is printed, and fill in what it leaves unfinished.
#   cmake -DSOURCE_DIR=. -DLUPDATE=lupdate -P tests/plurals.cmake
cmake_minimum_required(VERSION 3.25)
get_filename_component(SOURCE_DIR ${SOURCE_DIR} ABSOLUTE)
set(options -pluralonly -locations none -no-obsolete -I app app qml -ts)

string(RANDOM LENGTH 12 name)
set(scratch $ENV{TMPDIR})
if(NOT scratch)
    set(scratch /tmp)
endif()
set(copy ${scratch}/datanet-${name}.ts)
file(COPY_FILE ${SOURCE_DIR}/translations/datanet_en.ts ${copy})
execute_process(COMMAND ${LUPDATE} ${options} ${copy} WORKING_DIRECTORY ${SOURCE_DIR}
    RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "${said}")
endif()
file(READ ${copy} found)
file(REMOVE ${copy})
string(REGEX MATCHALL "<source>[^<]*</source>(\n *<extracomment>[^<]*</extracomment>)?\n *<translation type=\"unfinished\">" missing "${found}")
list(LENGTH missing count)
if(count)
    list(JOIN options " " words)
    list(JOIN missing "\n" texts)
    message(FATAL_ERROR "${count} texts have no plural forms:\n${texts}\nlupdate ${words} translations/datanet_en.ts")
endif()
