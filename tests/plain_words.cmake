# Fails when a sentence for people uses a word that only engineers know: the screens say "Save version", not "commit".
#   cmake -DSOURCE_DIR=. -P tests/plain_words.cmake
cmake_minimum_required(VERSION 3.25)
get_filename_component(SOURCE_DIR ${SOURCE_DIR} ABSOLUTE)

# The word, and what the screens say instead.
set(words
    "commit=Save version" "commits=versions" "commit-reveal=Seal vote" "epoch=Payout round" "epochs=payout rounds"
    "attributed=Used in answers" "mnemonic=Recovery words" "seed phrase=Recovery words" "gas=Network fee"
    "rpc=server" "calldata=what you sign" "merkle=-" "keccak=-" "nonce=-" "wei=OPEN" "bitmap=-" "repository=data set"
    "working copy=draft" "blockchain=network" "smart contract=-")

file(GLOB_RECURSE files ${SOURCE_DIR}/qml/*.qml ${SOURCE_DIR}/app/viewmodels/*.cpp ${SOURCE_DIR}/app/models/*.cpp
     ${SOURCE_DIR}/app/format/*.cpp)
set(sentences 0)
foreach(file IN LISTS files)
    file(STRINGS ${file} lines REGEX "(qsTr|[^a-zA-Z]tr|QT_TR_NOOP)\\(\"")
    foreach(line IN LISTS lines)
        math(EXPR sentences "${sentences} + 1")
        string(REGEX REPLACE ".*(qsTr|[^a-zA-Z]tr|QT_TR_NOOP)\\(\"([^\"]*)\".*" "\\2" sentence "${line}")
        string(TOLOWER " ${sentence} " lower)
        foreach(pair IN LISTS words)
            string(REGEX MATCH "^[^=]+" word "${pair}")
            if(lower MATCHES "[^a-z]${word}[^a-z]")
                message(SEND_ERROR "${file}: \"${sentence}\" uses \"${word}\" (instead: ${pair})")
            endif()
        endforeach()
    endforeach()
endforeach()
if(sentences LESS 50)
    message(SEND_ERROR "only ${sentences} sentences were read: is SOURCE_DIR right?")
endif()
