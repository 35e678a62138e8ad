"""What `./dev bench` prints: Word files a second on one core, ours beside others over the same files.

bench.py READ_DOCUMENTS FOLDER   FOLDER/docx and FOLDER/doc are make_bench_documents'
"""
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

LEAST_RATIO = 30  # over python-docx


def ours(program, folder):
    files, forms, _, seconds = subprocess.run([program, folder], check=True, capture_output=True, text=True).stdout.split()
    if files != forms:
        sys.exit(f"{folder}: a form was found in {forms} of {files} files")
    return int(files) / float(seconds)


def rate(read, files):
    begun = time.process_time()
    for file in files:
        read(file)
    return len(files) / (time.process_time() - begun)


def python_docx(file):
    import docx
    document = docx.Document(file)
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return paragraphs, cells


def mammoth(file):
    import mammoth
    with open(file, "rb") as stream:
        return mammoth.extract_raw_text(stream).value


def libreoffice(files):
    """One process for all; its CPU seconds, start included."""
    if not shutil.which("soffice"):
        return None
    with tempfile.TemporaryDirectory() as place:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", "docx",
                        "--outdir", f"{place}/out", *files], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        made = len(list(pathlib.Path(place, "out").glob("*.docx")))
    return made / (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def tell(what, value, own):
    print(f"{what:34}" + (f"{value:10.1f} /s   ours {own / value:.0f} times" if value else "   skipped: not installed"))


def main():
    program, folder = sys.argv[1:]
    docx_files = sorted(str(file) for file in pathlib.Path(folder, "docx").iterdir())
    doc_files = sorted(str(file) for file in pathlib.Path(folder, "doc").iterdir())
    docx_rate, doc_rate = ours(program, f"{folder}/docx"), ours(program, f"{folder}/doc")
    print(f"{len(docx_files)} files, CPU time of one core; ours finds and reads the form too")
    print(f"{'.docx, ours':34}{docx_rate:10.1f} /s")
    peer = rate(python_docx, docx_files)
    tell(".docx, python-docx", peer, docx_rate)
    try:
        tell(".docx, mammoth", rate(mammoth, docx_files), docx_rate)
    except ImportError:
        tell(".docx, mammoth", None, docx_rate)
    print(f"{'.doc, ours':34}{doc_rate:10.1f} /s")
    tell(".doc, LibreOffice to .docx", libreoffice(doc_files), doc_rate)
    if docx_rate < LEAST_RATIO * peer:
        sys.exit(f"less than {LEAST_RATIO} times python-docx")


main()
